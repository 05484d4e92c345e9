# shellcheck shell=bash
# Every checker; each says at once whether it found something, and all of them run.

main() {
    FINDINGS=0
    NEEDS=node
    own_logs lint
    setup
    setup_venv "$DEV/venv-lint" "$ROOT/requirements-dev.txt" "the checkers"
    setup_node
    cd "$ROOT" || exit
    export PYLINTHOME=$DEV/cache/pylint
    local bin=$DEV/venv-lint/bin
    case ${1:-} in
        --fix) fix && return ;;
        "") ;;
        *) die "./dev lint knows only --fix." ;;
    esac
    check "ruff" "$bin/ruff" check --quiet --output-format=concise .
    check "layers" "$PY" tools/check_layers.py
    check "test files" "$PY" tools/check_tests.py
    check "pylint-odoo" "$bin/pylint" --rcfile=.pylintrc "$ADDON"
    check "OCA's checks of XML, CSV and manifest" "$bin/oca-checks-odoo-module" "$ADDON"
    check "OCA's checks of translations" oca_po "$bin"
    [ -z "$(javascript)" ] || check "eslint" eslint
    make_addon_template
    make_test_db
    check "translations" translations
    check "Odoo's test_lint" test_lint
    drop_test_db
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
        printf '\nlint: %s:\n%s\n\n' "$words" "$output"
    fi
}

# What the checkers can mend by themselves.
fix() {
    "$DEV/venv-lint/bin/ruff" check --quiet --fix . || true
    "$DEV/venv-lint/bin/oca-checks-odoo-module" --fix "$ADDON" || true
    [ -z "$(javascript)" ] || eslint --fix || true
}

setup_node() {
    local wanted
    wanted=$(sha1sum <"$ROOT/package.json")
    [ "$(cat "$DEV/node/.complete" 2>/dev/null)" != "$wanted" ] || return 0
    say "eslint: installing"
    rm -rf "$DEV/node"
    mkdir -p "$DEV/node"
    cp "$ROOT/package.json" "$DEV/node/"
    node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 18 || (a == 18 && b >= 18) ? 0 : 1)' ||
        die "eslint needs Node.js 18.18 or newer, here is $(node --version)."
    quiet npm npm install --prefix "$DEV/node" --no-package-lock --no-audit --no-fund --ignore-scripts ||
        fail npm "eslint could not be installed"
    echo "$wanted" >"$DEV/node/.complete"
}

javascript() {
    find "$ADDON/static" -name '*.js' -not -path '*/lib/*' -print -quit 2>/dev/null
}

eslint() {
    "$DEV/node/node_modules/.bin/eslint" --max-warnings 0 "$@" "$ADDON/static"
}

# Not po-pretty-format: a word that is the same in both languages counts as translated here.
oca_po() {
    local files
    files=$(find "$ADDON/i18n" -name '*.po*' 2>/dev/null)
    # shellcheck disable=SC2086
    [ -z "$files" ] || "$1/oca-checks-po" --disable=po-pretty-format $files
}

# Is the .pot what the code says, and ru.po complete?
translations() {
    odoo i18n export -c "$DEV/odoo.conf" -d "$TEST_DB" -l pot -o "$LOGS/$ADDON.pot" "$ADDON" \
        >"$LOGS/translate.log" 2>&1 || {
        cat "$LOGS/translate.log"
        return 1
    }
    "$PY" tools/merge_translations.py --check "$LOGS/$ADDON.pot" "$ADDON/i18n"
}

# Core's linter add-on, but for: its eslint test (it wants another eslint, ours has its
# rules), its pylint test (pylint-odoo does more), the hunt for merge conflicts through
# everything below the add-ons path, and the one for forgotten test files (check_tests.py
# knows those of engine/ and bpmn/).
test_lint() {
    local tags=/test_lint class
    for class in TestESLint TestPyLint TestConflictMarkers TestTestHoles; do
        tags+=",-/test_lint:$class"
    done
    new_record test_lint
    quiet test-lint env PYTHONPATH="$ODOO_SRC" "$PY" "$ROOT/tools/run_test_lint.py" "$RECORD" server \
        -c "$DEV/odoo.conf" -d "$TEST_DB" -i test_lint --http-port="$(free_port)" \
        --test-tags "$tags" --stop-after-init || true
    "$PY" "$ROOT/tools/test_summary.py" "$RECORD"
}
