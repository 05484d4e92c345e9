# shellcheck shell=bash
# System packages: only those that are missing, through the host's own apt.

find_browser() {
    command -v google-chrome || command -v chromium || command -v chromium-browser ||
        command -v google-chrome-stable
}

# The newest Python that Odoo 19 supports and that can make virtual environments.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.10 /usr/bin/python3}; do
        "$candidate" - 2>/dev/null <<'PY' && command -v "$candidate" && return
import sys, venv, ensurepip
sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
PY
    done
    return 1
}

# NEEDS names what a verb wants beside Odoo: "browser", "node".
missing_packages() {
    [ -x "$DEV/venv/bin/python" ] || find_python >/dev/null || echo python3 python3-venv
    if [ -n "${PGHOST:-}" ]; then
        command -v psql >/dev/null || echo postgresql-client
    else
        pg_bin >/dev/null || echo postgresql
    fi
    [[ ${NEEDS:-} != *browser* ]] || find_browser >/dev/null || echo chromium
    [[ ${NEEDS:-} != *node* ]] || command -v node >/dev/null || echo nodejs
    [[ ${NEEDS:-} != *node* ]] || command -v npm >/dev/null || echo npm
}

install_packages() {
    local packages
    packages=$(missing_packages | xargs)
    [ -n "$packages" ] || return 0
    command -v apt-get >/dev/null ||
        die "These are missing, and only Debian and Ubuntu can install them by themselves: $packages."
    need_space 2
    say "System packages: installing $packages"
    # shellcheck disable=SC2086
    apt_install $packages || fail apt "The system packages could not be installed"
    find_python >/dev/null ||
        die "Odoo 19 needs Python 3.10 to 3.13 with venv; name one with PYTHON=/path/to/python."
    [[ ${NEEDS:-} != *browser* ]] || find_browser >/dev/null ||
        die "The browser tests need Chromium or Google Chrome; install one."
}

# The name under which this distribution offers a package; nothing when it does not.
offered() {
    local name
    for name in "$@"; do
        if [ -n "$(apt-cache madison "$name" 2>/dev/null)" ]; then
            echo "$name"
            return
        fi
    done
}

# A fresh machine may be updating itself: wait for its lock. An interrupted installation is
# finished first.
apt_install() {
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
    quiet apt as_root dpkg --configure -a || return
    quiet apt as_root "${apt[@]}" update || return
    local name names=()
    for name in "$@"; do
        [ "$name" != chromium ] || name=$(offered chromium chromium-browser)
        names+=("$name")
    done
    # With it Odoo prints PDF reports; newer distributions have it no more.
    command -v wkhtmltopdf >/dev/null || names+=("$(offered wkhtmltopdf)")
    # shellcheck disable=SC2068
    quiet apt as_root "${apt[@]}" install -y --no-install-recommends ${names[@]}
}
