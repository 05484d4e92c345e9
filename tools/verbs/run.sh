# shellcheck shell=bash
# Odoo with this add-on, in the foreground.

main() {
    local port=8069 lang='' fresh='' kind=demo whole_log=''
    while [ $# -gt 0 ]; do
        case $1 in
            --port) port=${2:-} && shift 2 || die "--port needs a number" ;;
            --port=*) port=${1#*=} && shift ;;
            --lang) lang=${2:-} && shift 2 || die "--lang needs a language, as ru_RU" ;;
            --lang=*) lang=${1#*=} && shift ;;
            --fresh) fresh=1 && shift ;;
            --no-demo) kind=plain && shift ;;
            --log) whole_log=1 && shift ;;
            *) die "./dev run does not know '$1': see ./dev help" ;;
        esac
    done
    [[ $port =~ ^[0-9]+$ && $port -ge 1 && $port -le 65535 ]] || die "--port needs a number from 1 to 65535."
    [[ -z $lang || $lang =~ ^[a-z]{2,3}(_[A-Z]{2,3})?(@[a-z]+)?$ ]] || die "--lang needs a language, as ru_RU."
    check_port "$port"
    setup
    local db=${ADDON}_$kind
    if [ -n "$fresh" ] && db_exists "$db"; then
        [ -n "$(db_note "$db")" ] || die "The database $db was not made by ./dev: drop it yourself."
        db_drop "$db"
    fi
    ensure_db "$db" "$kind"
    [ -z "$lang" ] || set_language "$db" "$lang"
    export DEV_WHOLE_LOG=$whole_log DEV_LOGINS=$kind
    PYTHONPATH=$ODOO_SRC PYTHONWARNINGS=ignore \
        exec "$PY" "$ROOT/tools/run_server.py" -c "$DEV/odoo.conf" -d "$db" --http-port="$port" \
        --logfile="$DEV/log/run.log"
}

# Before any work: a server that cannot listen is useless.
check_port() {
    (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null || return 0
    die "Port $1 is taken by another program: stop it, or choose another with --port."
}

set_language() {
    [ "$(psql -X -q -A -t -d "$1" -c "SELECT count(*) FROM res_users u JOIN res_partner p ON p.id = u.partner_id WHERE u.active AND u.share IS NOT TRUE AND p.lang IS DISTINCT FROM '$2'")" != 0 ] || return 0
    say "Database $1: language $2"
    odoo_script language "$1" "$ROOT/tools/set_language.py" "$2" ||
    fail language "The language $2 could not be set"
}
