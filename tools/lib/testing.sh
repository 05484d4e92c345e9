# shellcheck shell=bash
# Databases for one run, and records of what ran in them (see tools/run_odoo_tests.py).

PROBLEMS=0

# Several runs at once: each has a folder of its own for logs and records.
own_logs() {
    LOGS=$DEV/log/$1-$$
    find "$DEV/log" -maxdepth 1 -name "$1-*" -mmin +600 -exec rm -rf {} + 2>/dev/null || true
    mkdir -p "$LOGS" 2>/dev/null || die "The folder $DEV cannot be written."
}

new_record() {
    RECORD=$LOGS/$1.jsonl
    rm -f "$RECORD"
}

# add_fact RESULT NAME TEXT: something that is no test of Odoo's but was tried all the same.
add_fact() {
    "$PY" -c 'import json, sys; print(json.dumps(dict(zip(("kind", "result", "id", "text"), ("test", *sys.argv[1:])))))' \
        "$@" >>"$RECORD"
}

recorded_odoo() {
    PYTHONPATH=$ODOO_SRC "$PY" "$ROOT/tools/run_odoo_tests.py" "$RECORD" "$@"
}

# Odoo left with an error: it must be in the record, or it is a failure by itself.
note_crash() {
    PROBLEMS=1
    grep -qE '"result": "failed"|"kind": "log"' "$RECORD" 2>/dev/null ||
        add_fact failed "$1" "$(tail -n 30 "$LOGS/$2.log")"
}

# make_test_db plain|demo|empty|addon: one of this process, a part that runs beside it
# included; those of killed ones are dropped.
make_test_db() {
    local db names
    names=${ADDON}_test_$(uname -n | sha1sum | cut -c 1-6)
    for db in $(sql "SELECT datname FROM pg_database WHERE datname LIKE '${names}_%'"); do
        [ -d "/proc/${db##*_}" ] || db_drop "$db"
    done
    TEST_DB=${names}_$BASHPID
    case ${1:-addon} in
        empty) db_create "$TEST_DB" -T template0 -E UTF8 --lc-collate=C ;;
        addon) with_lock "$ADDON_TEMPLATE" db_copy "$ADDON_TEMPLATE" "$TEST_DB" ;;
        *) with_lock template db_from_template "$1" "$TEST_DB" ;;
    esac
    trap drop_test_db EXIT
}

drop_test_db() {
    db_drop "$TEST_DB" 2>/dev/null || true
    trap - EXIT
}

# The add-on in its present state, without demo data, to copy from: one for each checkout.
# --fresh: made anew, and what its installation complains of is recorded.
make_addon_template() {
    ADDON_TEMPLATE=${ADDON}_addon_$(printf %s "$ROOT" | sha1sum | cut -c 1-6)
    with_lock "$ADDON_TEMPLATE" make_addon_template_locked "$@"
}

make_addon_template_locked() {
    local hash
    hash=$(addon_hash)
    [ "${1:-}" = --fresh ] || [ "$(db_note "$ADDON_TEMPLATE")" != "$hash" ] || return 0
    say "Add-on: installing into a database for tests"
    with_lock template db_from_template plain "$ADDON_TEMPLATE"
    new_record install
    recorded_odoo server -c "$DEV/odoo.conf" -d "$ADDON_TEMPLATE" -i "$ADDON" --no-http \
        --stop-after-init >"$LOGS/install.log" 2>&1 || fail_addon install
    db_set_note "$ADDON_TEMPLATE" "$hash"
}
