# shellcheck shell=bash
# Delete everything that was downloaded or made.

main() {
    [ -d "$DEV" ] || return 0
    pg_home
    stop_postgres
    [ "$PG_HOME" = "$DEV/pg" ] || rm -rf "$PG_HOME"
    rm -rf "$DEV"
}
