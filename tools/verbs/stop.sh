# shellcheck shell=bash
# Stop the private PostgreSQL; the next verb that needs it starts it again.

main() {
    [ -d "$DEV" ] || return 0
    pg_home
    stop_postgres
    say "PostgreSQL: stopped"
}
