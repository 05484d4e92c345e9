# shellcheck shell=bash
# Tests. Each part writes what ran into a record; the summary counts the records.

main() {
    local part=all
    case ${1:-} in
        engine | hostile | core | kill | alarm) part=$1 && shift ;;
        /* | :*) part=some ;;
        "") ;;
        *) die "./dev test does not know '$1': engine, hostile, core, kill, alarm, or /$ADDON:TestClass" ;;
    esac
    own_logs test
    NEEDS=browser
    "test_$part" "$@"
}

# Only what needs no database: seconds, and no PostgreSQL.
test_engine() {
    [ $# -eq 0 ] || die "./dev test engine takes nothing more; name a class as /$ADDON:TestClass."
    with_lock setup setup_engine
    run_engine
    summary
}

setup_engine() {
    find_python >/dev/null || install_packages
    setup_python
}

# Two lanes for two cores: Odoo's tests, and what has databases of its own and then takes
# its share of Odoo's tests. The killed server mostly waits: it runs beside both.
test_all() {
    [ -f "$ROOT/$ADDON/__manifest__.py" ] || die "The add-on has no manifest yet: $ADDON/__manifest__.py."
    setup
    with_lock setup setup_property_tests
    make_addon_template --fresh
    export DEV_SHARED=$LOGS/shared
    mkdir -p "$DEV_SHARED"
    local lane lanes=()
    run_beside &
    lanes+=($!)
    run_kill_beside &
    lanes+=($!)
    run_all_odoo_tests 1
    for lane in "${lanes[@]}"; do
        wait "$lane" || PROBLEMS=1
    done
    # What looks at the clock has the machine for itself.
    run_alarm
    summary
}

run_beside() {
    run_engine
    run_hostile
    run_lifecycle
    run_apps_list
    run_all_odoo_tests 2
    exit "$PROBLEMS"
}

run_kill_beside() {
    run_kill
    exit "$PROBLEMS"
}

run_all_odoo_tests() {
    make_test_db
    run_odoo_tests "/$ADDON,-click_all" "odoo-$1"
    drop_test_db
}

# The given specs: those of classes that need no Odoo without it, the others in Odoo; a name
# that stands for both means both.
test_some() {
    local spec class odoo_specs=() engine_classes=()
    for spec in "$@"; do
        class=${spec#*:}
        if [[ $spec == *:* ]] && has_class "$class" "$ROOT/$ADDON/tests/"{engine,bpmn,documents,hostile}; then
            engine_classes+=("$class")
            has_class "$class" "$ROOT/$ADDON/tests/"*.py || continue
        fi
        odoo_specs+=("$spec")
    done
    setup
    [ ${#engine_classes[@]} -eq 0 ] || run_engine "${engine_classes[@]}"
    if [ ${#odoo_specs[@]} -gt 0 ]; then
        with_lock setup setup_property_tests
        make_addon_template
        make_test_db
        run_odoo_tests "$(IFS=, && echo "${odoo_specs[*]}")"
        drop_test_db
    fi
    summary
}

# has_class CLASS[.METHOD] WHERE...
has_class() {
    local class=${1%%.*}
    shift
    grep -qrE "^class $class\b" "$@" 2>/dev/null
}

# Odoo's own suites with this add-on installed (or without it: what fails then is not ours),
# and its robot that clicks everywhere in this add-on. Or only the given tests of theirs.
test_core() {
    local mine=",$ADDON" mail=/test_mail/tests/test_mail_activity modules
    if [ "${1:-}" = --without ]; then
        mine=
        shift
    fi
    setup
    if [ $# -gt 0 ]; then
        make_test_db plain
        modules=test_base_automation,test_mail
        [[ $* != *test_crm_full* ]] || modules+=,test_crm_full
        core_tests some "$modules$mine" "$(IFS=, && echo "$*")"
        drop_test_db
        summary --core
    fi
    say "Odoo's own tests (about 12 minutes)"
    make_test_db plain
    core_tests crm "test_base_automation,test_mail$mine" \
        "/crm,/base_automation,/test_base_automation,$mail.py,${mail}_mixin.py,${mail}_plan.py"
    # This one brings the website and the shop: with them some of crm's own tests fail.
    core_tests crm_full test_crm_full crm_performance/test_crm_full
    drop_test_db
    [ -z "$mine" ] || run_robot
    summary --core
}

# core_tests NAME MODULES TAGS: install first, then run with everything there.
core_tests() {
    quiet "core-install-$1" odoo -c "$DEV/odoo.conf" -d "$TEST_DB" -i "$2" --no-http \
        --stop-after-init || fail_addon "core-install-$1"
    say "Odoo's own tests: $3"
    new_record "core-$1"
    DEV_ARGUMENT=$3 recorded_odoo shell -c "$DEV/odoo.conf" -d "$TEST_DB" \
        --http-port="$(free_port)" <"$ROOT/tools/run_core_tests.py" >"$LOGS/core-$1.log" 2>&1 ||
        note_crash "Odoo's own tests of $1" "core-$1"
}

run_robot() {
    make_test_db demo
    quiet robot-install odoo -c "$DEV/odoo.conf" -d "$TEST_DB" -i "$ADDON" --no-http \
        --stop-after-init || fail_addon robot-install
    run_odoo_tests "click_all/$ADDON"
    drop_test_db
}

# Files that are made to hurt, each in a process of its own.
test_hostile() {
    [ $# -eq 0 ] || die "./dev test hostile takes nothing more; name a class as /$ADDON:TestClass."
    with_lock setup setup_engine
    run_hostile
    summary
}

run_engine() {
    say "Engine tests: without a database"
    run_without_odoo engine "$@"
}

run_hostile() {
    say "Hostile files: what they cost"
    run_without_odoo hostile --hostile
}

# run_without_odoo NAME ARGUMENTS...
run_without_odoo() {
    local name=$1
    shift
    with_lock setup setup_property_tests
    new_record "$name"
    quiet "$name" "$PY" "$ROOT/tools/run_engine_tests.py" "$RECORD" "$@" && return
    PROBLEMS=1
    # A crash (not a failed test) leaves no failure in the record.
    grep -q '"result": "failed"' "$RECORD" ||
        add_fact failed "the $name tests" "$(tail -n 30 "$LOGS/$name.log")"
}

# run_odoo_tests TAGS [NAME]: in a database with the add-on.
run_odoo_tests() {
    local name=${2:-odoo}
    say "Odoo tests: $1"
    new_record "$name"
    if ! quiet "$name-tests" recorded_odoo -c "$DEV/odoo.conf" -d "$TEST_DB" \
        --test-tags "$1" --http-port="$(free_port)" --stop-after-init; then
        note_crash "Odoo's run of the tests" "$name-tests"
    fi
}

# Install with demo data, upgrade, uninstall: without a complaint, and nothing is left behind.
run_lifecycle() {
    say "Add-on: installing with demo data, upgrading, uninstalling"
    make_test_db demo
    new_record lifecycle
    lifecycle_step install server -i "$ADDON" --stop-after-init
    lifecycle_step upgrade server -u "$ADDON" --stop-after-init
    lifecycle_step uninstall shell <"$ROOT/tools/uninstall.py"
    drop_test_db
}

lifecycle_step() {
    local name=$1 verb=$2 log=$LOGS/lifecycle-$1.log
    shift 2
    if recorded_odoo "$verb" -c "$DEV/odoo.conf" -d "$TEST_DB" --no-http "$@" >"$log" 2>&1; then
        add_fact passed "$name the add-on" ""
    else
        add_fact failed "$name the add-on" "$(tail -n 30 "$log")"
    fi
}

# As an administrator does it: a database with nothing in it, the Apps list, a browser.
run_apps_list() {
    local url log=$LOGS/apps-list.log
    say "Add-on: installing from the Apps list in a browser"
    make_test_db empty
    new_record apps-list
    url=http://127.0.0.1:$(free_port)
    if PYTHONPATH=$ODOO_SRC "$PY" "$ROOT/tools/install_from_apps.py" "$url" "$LOGS" \
        "$PY" "$ROOT/tools/run_odoo_tests.py" "$RECORD" server -c "$DEV/odoo.conf" -d "$TEST_DB" \
        --db-filter="^$TEST_DB\$" -i base --without-demo --max-cron-threads=0 --http-port="${url##*:}" >"$log" 2>&1; then
        add_fact passed "install from the Apps list" ""
    else
        add_fact failed "install from the Apps list" "$(tail -n 30 "$log")"
    fi
    drop_test_db
}

test_kill() {
    setup
    make_addon_template
    run_kill
    summary
}

# A real server killed at random moments while cases run: nothing lost, nothing twice.
run_kill() {
    local url log=$LOGS/kill.log
    say "Cases: a server is killed ${KILLS:=30} times while ${CASES:=500} of them run (about 3 minutes)"
    make_test_db
    new_record kill
    url=http://127.0.0.1:$(free_port)
    if odoo shell -c "$DEV/odoo.conf" -d "$TEST_DB" --no-http <"$ROOT/tools/kill_setup.py" >"$log" 2>&1 &&
        "$PY" "$ROOT/tools/kill_server.py" "$url" "$TEST_DB" "$KILLS" "$CASES" \
            env PYTHONPATH="$ODOO_SRC" PYTHONWARNINGS=ignore \
            "$PY" "$ROOT/tools/odoo_command.py" server --log-level=warn -c "$DEV/odoo.conf" -d "$TEST_DB" --db-filter="^$TEST_DB\$" --http-port="${url##*:}" --max-cron-threads=2 >>"$log" 2>&1; then
        add_fact passed "a server killed $KILLS times" ""
    else
        add_fact failed "a server killed $KILLS times" "$(grep '^FAIL' "$log"; tail -n 30 "$log")"
    fi
    drop_test_db
}

# Timers of a few seconds in a real server: of one process, and of several.
test_alarm() {
    setup
    make_addon_template
    run_alarm
    summary
}

run_alarm() {
    say "Timers: are they punctual in a real server, of one process and of several? (about a minute)"
    run_alarm_in "one process" --workers=0 --max-cron-threads=2 &
    run_alarm_in "several processes" --workers=2 --max-cron-threads=2 "--gevent-port=$(free_port)"
    wait $!
}

run_alarm_in() {
    local name=${1// /-} url log
    log=$LOGS/alarm-$name
    make_test_db
    new_record "alarm-$name"
    url=http://127.0.0.1:$(free_port)
    if odoo shell -c "$DEV/odoo.conf" -d "$TEST_DB" --no-http <"$ROOT/tools/alarm_setup.py" >"$log.log" 2>&1 &&
        "$PY" "$ROOT/tools/alarm_server.py" "$url" "$TEST_DB" "$log-server.log" \
            env PYTHONPATH="$ODOO_SRC" PYTHONWARNINGS=ignore \
            "$PY" "$ROOT/tools/odoo_command.py" server --log-level=info -c "$DEV/odoo.conf" -d "$TEST_DB" --db-filter="^$TEST_DB\$" --http-port="${url##*:}" "${@:2}" >>"$log.log" 2>&1; then
        add_fact passed "punctual timers: $1" ""
    else
        add_fact failed "punctual timers: $1" "$(tail -n 30 "$log.log")"
    fi
    drop_test_db
}

summary() {
    say "Logs: ${LOGS#"$ROOT/"}"
    "$PY" "$ROOT/tools/test_summary.py" "$@" "$LOGS"/*.jsonl || PROBLEMS=1
    exit "$PROBLEMS"
}
