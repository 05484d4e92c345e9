# shellcheck shell=bash
# Benchmarks: bench/<name>.py, all of them without a name, and a table at the end.

# The databases that a benchmark names in its first lines; each run makes them anew.
BENCH_ROLES=(ours peers plain)

main() {
    local names=() name
    while [ $# -gt 0 ]; do
        case $1 in
            --quick) export BENCH_QUICK=1 ;;
            -*) die "./dev bench knows only --quick." ;;
            *) names+=("$1") ;;
        esac
        shift
    done
    [ ${#names[@]} -gt 0 ] || mapfile -t names < <(bench_names)
    for name in "${names[@]}"; do
        bench_names | grep -qx -- "$name" ||
            die "There is no benchmark '$name'. There are: $(bench_names | xargs)."
    done
    own_logs bench
    setup
    with_lock peers setup_peers
    export BENCH_FIGURES=$LOGS/figures.jsonl BENCH_CONF=$DEV/bench.conf
    : >"$BENCH_FIGURES"
    local failed=0
    for name in "${names[@]}"; do
        say "bench: $name"
        bench_one "$name" || failed=1
    done
    drop_bench_dbs
    "$PY" -B "$ROOT/bench/figures.py" "$BENCH_FIGURES" || failed=1
    return "$failed"
}

bench_names() {
    grep -l 'def main' "$ROOT"/bench/*.py | xargs -n 1 basename -s .py | grep -vx -e figures -e spiff
}

# One that names databases runs in Odoo's shell.
bench_one() {
    local file=$ROOT/bench/$1.py roles role
    roles=$(sed -nE '1,5s/^Databases: (.*)\.$/\1/p' "$file" | tr -d ,)
    if [ -z "$roles" ]; then
        "$PY" -B "$file" || bench_broke "$1"
        return
    fi
    for role in $roles; do
        bench_db "$role"
    done
    peers_odoo shell -c "$DEV/bench.conf" -d "$BENCH_DB_OURS" --no-http \
        --log-level=critical <"$file" || bench_broke "$1"
}

bench_broke() {
    say "bench: $1 broke off"
    return 1
}

# bench_db ROLE: a fresh database for one benchmark, named in BENCH_DB_<ROLE>. What is in it
# is installed once for a run.
bench_db() {
    local db template
    db=$(bench_db_name "$1")
    template=$(bench_db_name "$1_template")
    if ! db_exists "$template"; then
        trap drop_bench_dbs EXIT
        bench_template "$1" "$template"
    fi
    db_copy "$template" "$db"
    export "BENCH_DB_${1^^}=$db"
}

bench_db_name() {
    echo "${ADDON}_test_$(uname -n | sha1sum | cut -c 1-6)_$1_$$"
}

bench_template() {
    local addons
    case $1 in
        ours) addons=$ADDON ;;
        peers) addons=bench_request ;;
        plain) addons= ;;
    esac
    say "Database: installing ${addons:-nothing more}"
    with_lock template db_from_template plain "$2"
    [ -z "$addons" ] ||
        quiet "bench-$1" peers_odoo -c "$DEV/bench.conf" -d "$2" -i "$addons" --no-http --stop-after-init ||
        fail_addon "bench-$1"
    psql -X -q -d "$2" -c 'VACUUM ANALYZE'
}

drop_bench_dbs() {
    local role
    for role in "${BENCH_ROLES[@]}"; do
        db_drop "$(bench_db_name "$role")" 2>/dev/null || true
        db_drop "$(bench_db_name "${role}_template")" 2>/dev/null || true
    done
    trap - EXIT
}

# ------------------------------------------------------------------
# The peers
# ------------------------------------------------------------------
setup_peers() {
    setup_venv "$DEV/venv-spiff" "$ROOT/bench/peers/spiff.txt" "SpiffWorkflow, to compare with"
    export BENCH_SPIFF=$DEV/venv-spiff/bin/python
    unpack_peers addons "OCA's add-ons, to compare with"
    unpack_peers lib "what OCA's add-ons need"
    sed "s|^addons_path = .*|&,$DEV/peers/addons/odoo/addons,$ROOT/bench/peers|" \
        "$DEV/odoo.conf" >"$DEV/bench.conf"
}

# unpack_peers NAME WORDS: what bench/peers/NAME.txt pins, without what it asks for itself
# (an Odoo from the registry), into .dev/peers/NAME.
unpack_peers() {
    local folder=$DEV/peers/$1 list=$ROOT/bench/peers/$1.txt wanted
    wanted=$(sha1sum <"$list")
    [ "$(cat "$folder/.complete" 2>/dev/null)" != "$wanted" ] || return 0
    say "Python packages: installing $2"
    rm -rf "$folder"
    quiet "pip-peers-$1" "$PY" -m pip install --disable-pip-version-check --no-deps \
        --target "$folder" -r "$list" || fail "pip-peers-$1" "The peers could not be installed"
    echo "$wanted" >"$folder/.complete"
}

peers_odoo() {
    PYTHONWARNINGS=ignore ODOO_SRC=$ODOO_SRC:$DEV/peers/lib:$ROOT/bench odoo "$@"
}
