# shellcheck shell=bash
# Databases. Each one that we make carries a comment that says what is in it; one without a
# comment was interrupted half-way and is made again.

COMMENT="$ADDON, made by ./dev"

sql() {
    PGOPTIONS="-c client_min_messages=warning" psql -X -q -A -t -v ON_ERROR_STOP=1 -d postgres -c "$1"
}

db_exists() {
    [ "$(sql "SELECT 1 FROM pg_database WHERE datname = '$1'")" = 1 ]
}

# db_note DB: what the comment says; "half" is one that we began to make.
db_note() {
    sql "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$1'" |
        sed -n "s|^$COMMENT: ||p"
}

db_set_note() {
    sql "COMMENT ON DATABASE \"$1\" IS '$COMMENT: $2'"
}

db_drop() {
    sql "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$1'" >/dev/null
    sql "DROP DATABASE IF EXISTS \"$1\""
    rm -rf "$DEV/data/filestore/$1"
}

check_db_name() {
    [[ $1 =~ ^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$ ]] ||
        die "'$1' cannot be the name of a database: use letters, digits, '-' and '_'."
}

# db_create DB OPTIONS...: it has its comment before it has its name, so that whatever
# has the name without the comment is somebody else's.
db_create() {
    local db=$1 unnamed=${ADDON}_unnamed_$$
    shift
    db_drop "$unnamed"
    quiet "createdb-$db" createdb "$@" "$unnamed" || fail "createdb-$db" "The database $db could not be made"
    db_set_note "$unnamed" half
    sql "ALTER DATABASE \"$unnamed\" RENAME TO \"$db\""
}

# db_copy FROM TO: a copy with its files (hard links: Odoo never changes a stored file).
db_copy() {
    db_drop "$2"
    db_create "$2" -T "$1"
    mkdir -p "$DEV/data/filestore"
    [ ! -d "$DEV/data/filestore/$1" ] || cp -al "$DEV/data/filestore/$1" "$DEV/data/filestore/$2"
}

addon_hash() {
    (cd "$ROOT/$ADDON" && find . -type f ! -name '*.pyc' ! -path './tests/*' -print0 | sort -z |
        xargs -0 sha1sum | sha1sum | cut -c 1-16)
}

# The add-ons that ours needs, as its manifest says.
addon_depends() {
    "$PY" -c 'import ast, sys; print(",".join(sorted(ast.literal_eval(open(sys.argv[1]).read())["depends"])))' \
        "$ROOT/$ADDON/__manifest__.py" 2>"$LOGS/manifest.log" ||
        die "The manifest $ADDON/__manifest__.py cannot be read."
}

# make_template plain|demo: a database with all that ours depends on, to copy from.
make_template() {
    local kind=$1 depends key
    depends=$(addon_depends)
    key=$(printf '%s %s' "$depends" "$(stat -c '%i %Y' "$ODOO_SRC/odoo/release.py")" | sha1sum | cut -c 1-16)
    TEMPLATE=${ADDON}_template_$kind
    [ "$(db_note "$TEMPLATE")" != "$key" ] || return 0
    if db_exists "$TEMPLATE"; then
        db_drop "$TEMPLATE"
    fi
    say "Database: installing what the add-on needs, $kind (once)"
    need_space 2
    db_create "$TEMPLATE" -T template0 -E UTF8 --lc-collate=C
    local demo=--without-demo
    [ "$kind" != demo ] || demo=--with-demo
    quiet "template-$kind" odoo -c "$DEV/odoo.conf" -d "$TEMPLATE" -i "base,$depends" $demo \
        --no-http --stop-after-init || fail "template-$kind" "Odoo could not be installed into a database"
    db_set_note "$TEMPLATE" "$key"
}

db_from_template() {
    make_template "$1"
    db_copy "$TEMPLATE" "$2"
}

# ensure_db DB plain|demo: the database with this add-on in its present state.
ensure_db() {
    with_lock "db-$1" ensure_db_locked "$@"
}

ensure_db_locked() {
    local db=$1 kind=$2 hash note
    [ -f "$ROOT/$ADDON/__manifest__.py" ] || die "The add-on has no manifest yet: $ADDON/__manifest__.py."
    hash=$(addon_hash)
    if db_exists "$db"; then
        note=$(db_note "$db")
        [ "$note" != "$hash" ] || return 0
        if [ -n "$note" ] && [ "$note" != half ]; then
            update_addon "$db" "$hash"
            return
        fi
        # Somebody's own database with that name is left as it is.
        [ -n "$note" ] || return 0
    fi
    say "Database $db: making it"
    with_lock template db_from_template "$kind" "$db"
    quiet "install-$db" odoo -c "$DEV/odoo.conf" -d "$db" -i "$ADDON" --no-http --stop-after-init ||
        fail_addon "install-$db"
    db_set_note "$db" "$hash"
}

update_addon() {
    say "Database $1: updating the add-on"
    quiet "update-$1" odoo -c "$DEV/odoo.conf" -d "$1" -u "$ADDON" --no-http --stop-after-init ||
        fail_addon "update-$1"
    db_set_note "$1" "$2"
}

# An add-on that does not load: the end of the traceback says more than a sentence.
fail_addon() {
    grep -E '^[A-Za-z_.]+(Error|Exception|Violation)\b.*' "$LOGS/$1.log" | tail -n 3 >&2 || true
    fail "$1" "The add-on could not be installed"
}
