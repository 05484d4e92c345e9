# shellcheck shell=bash
# psql on a database of the private cluster: the one of ./dev run unless -d names another.

main() {
    local db=
    if [ "${1:-}" = -d ]; then
        db=${2:?"-d needs the name of a database"}
        shift 2
    fi
    setup
    if [ -z "$db" ]; then
        db=${ADDON}_demo
        db_exists "$db" || db=${ADDON}_plain
        db_exists "$db" || db=postgres
    fi
    exec psql -d "$db" "$@"
}
