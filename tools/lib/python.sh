# shellcheck shell=bash
# Virtual environments: .dev/venv for Odoo, .dev/venv-lint for the checkers.

# setup_venv FOLDER REQUIREMENTS WORDS [STAMP]: the stamp says what is complete in it.
setup_venv() {
    local venv=$1 requirements=$2 words=$3 stamp=$1/${4:-.complete} python wanted
    wanted=$(sha1sum <"$requirements")
    [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || [ ! -x "$venv/bin/python" ] || return 0
    local log
    log=pip-$(basename "$venv")
    need_space 1
    say "Python packages: installing $words"
    if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        python=$(find_python) || die "Odoo 19 needs Python 3.10 to 3.13 with venv; name one with PYTHON=/path/to/python."
        quiet "$log" "$python" -m venv --clear "$venv" || fail "$log" "A virtual environment could not be made"
    fi
    quiet "$log" "$venv/bin/python" -m pip install --disable-pip-version-check \
        --prefer-binary -r "$requirements" ||
        fail "$log" "The Python packages could not be installed"
    echo "$wanted" >"$stamp"
}

setup_python() {
    setup_venv "$DEV/venv" "$ROOT/tools/requirements-odoo.txt" "what Odoo needs"
    PY=$DEV/venv/bin/python
}

# What only tests need besides; a venv made anew has no stamp of it.
setup_property_tests() {
    setup_venv "$DEV/venv" "$ROOT/tools/requirements-tests.txt" "what the tests need" .complete-tests
}

# What every verb that needs Odoo begins with.
setup() {
    [ "$(uname -s)" = Linux ] || die "./dev runs on Linux only."
    mkdir -p "$LOGS" 2>/dev/null || die "The folder $DEV cannot be written."
    with_lock setup setup_all
}

setup_all() {
    install_packages
    setup_odoo
    setup_python
    setup_postgres
    write_config
}

# Odoo reads its PostgreSQL from the PG* variables.
write_config() {
    mkdir -p "$DEV/data" "$DEV/screenshots"
    cat >"$DEV/odoo.conf.part" <<CONF
[options]
addons_path = $ADDONS_PATH,$ROOT
data_dir = $DEV/data
screenshots = $DEV/screenshots
http_interface = 127.0.0.1
CONF
    mv "$DEV/odoo.conf.part" "$DEV/odoo.conf"
}

# odoo VERB/OPTIONS...: Odoo's own command line, with our configuration.
odoo() {
    PYTHONPATH=$ODOO_SRC PYTHONWARNINGS=ignore "$PY" "$ROOT/tools/odoo_command.py" "$@"
}

# odoo_script LOG DB SCRIPT [ARGUMENT]: a script in Odoo's shell; its argument is DEV_ARGUMENT.
odoo_script() {
    DEV_ARGUMENT=${4:-} odoo shell -c "$DEV/odoo.conf" -d "$2" --no-http --log-level=warn \
        <"$3" >"$LOGS/$1.log" 2>&1
}
