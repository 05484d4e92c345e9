# shellcheck shell=bash
# PostgreSQL: the one that PGHOST names, or a private cluster on its own socket, without TCP.

PG_ROLE=odoo
# Databases for development: speed before safety from a power cut.
PG_OPTIONS=(listen_addresses="''" fsync=off synchronous_commit=off full_page_writes=off
    shared_buffers=256MB max_connections=200 max_wal_size=2GB unix_socket_permissions=0700)

# pg_bin [MAJOR]: the folder of the newest (or the wanted) PostgreSQL's programs.
pg_bin() {
    local program
    program=$(find /usr/lib/postgresql -path "*/${1:-*}/bin/postgres" 2>/dev/null | sort -V | tail -n 1)
    [ -n "$program" ] && dirname "$program"
}

setup_postgres() {
    if [ -n "${PGHOST:-}" ]; then
        export PGUSER=${PGUSER:-$(id -un)}
        [ "$PGUSER" != postgres ] ||
            die "Odoo refuses to work as the PostgreSQL user 'postgres': name another one with PGUSER."
        psql -d postgres -c 'SELECT 1' >/dev/null 2>"$LOGS/psql.log" ||
            die "$(pg_refusal) (details: ${LOGS#"$ROOT"/}/psql.log)."
        return
    fi
    pg_home
    export PGHOST=$PG_HOME/run PGPORT=5432 PGUSER=$PG_ROLE
    PATH=$(pg_bin):$PATH
    pg_is_up || start_postgres
}

# Why the PostgreSQL that PGHOST names cannot be used, as a sentence without its full stop.
pg_refusal() {
    local there=PGHOST=$PGHOST${PGPORT:+, PGPORT=$PGPORT}
    case $(cat "$LOGS/psql.log") in
        *'translate host name'*) echo "There is no host as $there names it" ;;
        *'authentication failed'* | *'no password supplied'* | *'does not exist'* | *pg_hba.conf*)
            echo "The PostgreSQL at $there does not let the user $PGUSER in: check PGUSER and PGPASSWORD" ;;
        *'database system is starting up'*)
            echo "The PostgreSQL at $there is still starting: run it again in a moment" ;;
        *) echo "No PostgreSQL answers at $there: start it, or unset PGHOST to have a private one made" ;;
    esac
}

# As root the server runs as the user postgres, who must be able to reach its folder; and a
# socket's path has at most 107 bytes. Else the cluster lies in /var/tmp, named in .dev/pg_home.
pg_home() {
    PG_HOME=$DEV/pg
    local elsewhere
    if [ "$(printf %s "$PG_HOME/run/.s.PGSQL.5432" | wc -c)" -le 107 ] && pg_may_enter "$ROOT"; then
        return 0
    fi
    elsewhere=/var/tmp/$ADDON-$(id -u)-$(printf %s "$ROOT" | sha1sum | cut -c 1-12)
    if [ ! -f "$DEV/pg_home" ]; then
        # The folder .dev was deleted: what is left of its cluster goes too.
        PG_HOME=$elsewhere stop_postgres
        rm -rf "$elsewhere"
        echo "$elsewhere" >"$DEV/pg_home"
    fi
    PG_HOME=$elsewhere
}

pg_may_enter() {
    ! is_root || as_pg test -x "$1"
}

as_pg() {
    if is_root; then
        (cd / && exec runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

pg_is_up() {
    [ -S "$PGHOST/.s.PGSQL.5432" ] && pg_isready -q -t 3 && pg_pid_is_ours
}

# Is the process in the pid file really the server of this folder (and not a stranger that
# got its number after a reboot)?
pg_pid_is_ours() {
    local pid
    pid=$(head -n 1 "$PG_HOME/data/postmaster.pid" 2>/dev/null) || return 1
    { tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -qF -- "$PG_HOME/data"
}

start_postgres() {
    local bin major
    major=$(cat "$PG_HOME/data/PG_VERSION" 2>/dev/null || true)
    if [ -n "$major" ] && [ -f "$PG_HOME/complete" ]; then
        bin=$(pg_bin "$major") || bin=
    fi
    [ -n "${bin:-}" ] || make_cluster
    bin=$(pg_bin "$(cat "$PG_HOME/data/PG_VERSION")")
    PATH=$bin:$PATH
    say "PostgreSQL: starting"
    pg_pid_is_ours || rm -f "$PG_HOME/data/postmaster.pid" "$PG_HOME"/run/.s.PGSQL.5432*
    local options=()
    local option
    for option in "${PG_OPTIONS[@]}" "unix_socket_directories='$PG_HOME/run'"; do
        options+=("$option")
    done
    printf '%s\n' "${options[@]}" | as_pg tee "$PG_HOME/data/postgresql.auto.conf" >/dev/null
    # setsid: Ctrl+C at a terminal is not for the server.
    quiet pg-start without_locks as_pg setsid "$bin/pg_ctl" -D "$PG_HOME/data" \
        -l "$PG_HOME/server.log" -w -t 60 start ||
        fail_postgres "PostgreSQL did not start"
}

fail_postgres() {
    cp "$PG_HOME/server.log" "$LOGS/postgres.log" 2>/dev/null || true
    fail postgres "$1"
}

make_cluster() {
    say "PostgreSQL: making a private cluster"
    local bin
    bin=$(pg_bin) || die "PostgreSQL is missing; install the package postgresql."
    [ "$(basename "$(dirname "$bin")")" -ge 13 ] || die "Odoo 19 needs PostgreSQL 13 or newer."
    stop_postgres
    rm -rf "$PG_HOME"
    mkdir -p "$PG_HOME/run"
    chmod 0711 "$PG_HOME"
    if is_root; then
        chown -R postgres "$PG_HOME"
    fi
    chmod 0700 "$PG_HOME/run"
    quiet initdb as_pg "$bin/initdb" -D "$PG_HOME/data" -U "$PG_ROLE" -A trust -E UTF8 \
        --locale=C.UTF-8 --no-sync || fail initdb "A PostgreSQL cluster could not be made"
    : >"$PG_HOME/complete"
}

stop_postgres() {
    pg_pid_is_ours || return 0
    local bin
    bin=$(pg_bin "$(cat "$PG_HOME/data/PG_VERSION")") || return 0
    quiet pg-stop as_pg "$bin/pg_ctl" -D "$PG_HOME/data" -m fast -w -t 60 stop ||
        die "PostgreSQL did not stop (details: .dev/log/pg-stop.log)."
}
