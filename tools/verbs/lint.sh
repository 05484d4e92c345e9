# shellcheck shell=bash
# Every checker; each says at once whether it found something, and all of them run.

main() {
    FINDINGS=0
    own_logs lint
    NEED_NODE=1
    setup
    setup_venv "$DEV/venv-lint" "$ROOT/requirements-dev.txt" "the checkers"
    setup_node
    cd "$ROOT" || exit
    export PYTHONDONTWRITEBYTECODE=1 PYLINTHOME=$DEV/cache/pylint
    local bin=$DEV/venv-lint/bin js
    check "ruff" "$bin/ruff" check --quiet --output-format=concise .
    check "layers" "$PY" tools/check_layers.py
    check "pylint-odoo" "$bin/pylint" --rcfile=.pylintrc "$ADDON"
    check "OCA's checks of XML, CSV and manifest" "$bin/oca-checks-odoo-module" "$ADDON"
    check "OCA's checks of translations" oca_po "$bin"
    js=$(find "$ADDON/static" -name '*.js' -not -path '*/lib/*' -print -quit 2>/dev/null || true)
    [ -z "$js" ] || check "eslint" "$DEV/node/node_modules/.bin/eslint" --max-warnings 0 "$ADDON/static"
    check "Odoo's test_lint" test_lint
    if [ "$FINDINGS" -gt 0 ]; then
        echo "lint: $FINDINGS of the checkers found something"
        exit 1
    fi
    echo "lint: clean"
}

# check WORDS COMMAND...: quiet when clean, else what it found.
check() {
    local words=$1 output
    shift
    if output=$("$@" 2>&1 </dev/null); then
        say "lint: $words: clean"
    else
        FINDINGS=$((FINDINGS + 1))
        echo "lint: $words:"
        echo "$output"
    fi
}

setup_node() {
    local wanted
    wanted=$(sha1sum <"$ROOT/package.json")
    [ "$(cat "$DEV/node/.complete" 2>/dev/null)" != "$wanted" ] || return 0
    say "eslint: installing"
    rm -rf "$DEV/node"
    mkdir -p "$DEV/node"
    cp "$ROOT/package.json" "$DEV/node/"
    quiet npm npm install --prefix "$DEV/node" --no-package-lock --no-audit --no-fund --ignore-scripts ||
        fail npm "eslint could not be installed"
    echo "$wanted" >"$DEV/node/.complete"
}

oca_po() {
    local files
    files=$(find "$ADDON/i18n" -name '*.po*' 2>/dev/null)
    # shellcheck disable=SC2086
    [ -z "$files" ] || "$1/oca-checks-po" $files
}

# Core's linter add-on. Not its eslint test (it wants another eslint: ours has the same rules)
# and not its pylint test (pylint-odoo does more).
test_lint() {
    make_test_db plain
    new_record test_lint
    quiet test-lint env PYTHONPATH="$ODOO_SRC" "$PY" "$ROOT/tools/run_test_lint.py" "$RECORD" server \
        -c "$DEV/odoo.conf" -d "$TEST_DB" -i "$ADDON,test_lint" --http-port="$(free_port)" \
        --test-tags "/test_lint,-/test_lint:TestESLint,-/test_lint:TestPyLint" --stop-after-init || true
    drop_test_db
    "$PY" "$ROOT/tools/test_summary.py" "$RECORD"
}
