# shellcheck shell=bash
# Words for people, logs for the curious, locks against doing things twice at once.

# Progress goes to stderr, so that the output of a script given to the shell stays clean.
say() {
    printf '%s\n' "$*" >&2
}

# One plain sentence and the end.
die() {
    say "$*"
    exit 1
}

LOGS=$DEV/log

# What Python compiles is kept there, too, and never beside somebody's sources: without it
# each start of Odoo compiles all of Odoo.
export PYTHONPYCACHEPREFIX=$DEV/cache/pyc
unset PYTHONDONTWRITEBYTECODE

# quiet LOG COMMAND...: the output lands in .dev/log/LOG.log.
quiet() {
    local log=$LOGS/$1.log
    shift
    mkdir -p "$LOGS"
    "$@" >"$log" 2>&1 </dev/null
}

# fail LOG SENTENCE: die with the reason that can be read from the log, else with SENTENCE.
fail() {
    local log=$LOGS/$1.log sentence=$2 free
    free=$(df -Pk "$DEV" | awk 'NR == 2 {print $4}')
    if [ "${free:-1}" -lt 20480 ] || grep -qiE 'no space left|disk quota exceeded|could not extend file' "$log" 2>/dev/null; then
        die "$sentence: the disk is full. Free some space and run it again."
    fi
    if [[ $1 =~ ^(apt|download|pip|npm) ]] && grep -qiE 'could not resolve|temporary failure (in name )?resol|name or service not known|network is unreachable|no route to host|connection (refused|timed out|reset)|could not connect|unable to connect|failed to establish|max retries|failed to fetch|enotfound|eai_again|econnre|etimedout|no matching distribution found' "$log" 2>/dev/null; then
        die "$sentence: the network cannot be reached. Run it again when it can (details: ${log#"$ROOT"/})."
    fi
    die "$sentence (details: ${log#"$ROOT"/})."
}

need_space() {
    local need_gb=$1 free
    free=$(df -Pk "$DEV" | awk 'NR == 2 {print $4}')
    [ "$free" -ge $((need_gb * 1048576)) ] ||
        die "There are only $((free / 1048576)) GB free on the disk, about $need_gb GB are needed."
}

# with_lock NAME COMMAND...: one process at a time.
with_lock() {
    local name=$1 fd
    shift
    mkdir -p "$DEV/lock" 2>/dev/null || die "The folder $DEV cannot be written."
    exec {fd}>"$DEV/lock/$name"
    if ! flock -w 3 "$fd"; then
        say "Waiting for another ./dev that prepares the same ..."
        flock "$fd"
    fi
    "$@"
    exec {fd}>&-
}

# A server that stays must not keep our locks.
without_locks() {
    (
        for fd in "/proc/$BASHPID/fd"/*; do
            fd=${fd##*/}
            [ "$fd" -le 2 ] || eval "exec $fd>&-"
        done
        "$@"
    )
}

is_root() {
    [ "$(id -u)" -eq 0 ]
}

as_root() {
    if is_root; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "Some system packages are missing and there is no sudo: run ./dev as root once."
    fi
}

free_port() {
    "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
