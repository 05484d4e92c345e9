# shellcheck shell=bash
# Odoo's shell on a database with this add-on.

main() {
    local db=${ADDON}_plain
    while [ $# -gt 0 ]; do
        case $1 in
            -d) db=${2:?"-d needs the name of a database"} && shift 2 ;;
            -d*) db=${1#-d} && shift ;;
            --database=*) db=${1#*=} && shift ;;
            *) die "./dev shell does not know '$1': ./dev shell [-d DB] [< script.py]" ;;
        esac
    done
    check_db_name "$db"
    setup
    ensure_db "$db" plain
    odoo shell -c "$DEV/odoo.conf" -d "$db" --no-http --log-level=warn
}
