# shellcheck shell=bash
# Odoo 19: the one in ODOO_HOME, or the distribution's package unpacked into .dev/odoo.

ODOO_PACKAGES=(odoo-19 libjs-jquery libjs-jquery-form libjs-underscore fonts-roboto-unhinted
    fonts-montserrat fonts-ocr-b fonts-glyphicons-halflings)
# Odoo's links want the Font Awesome and Inconsolata of the stable suite.
FONT_PACKAGES=(fonts-font-awesome fonts-inconsolata)

setup_odoo() {
    [ -n "${ODOO_HOME:-}" ] || [ -d "$DEV/odoo" ] || download_odoo
    local home=${ODOO_HOME:-$DEV/odoo} packages
    packages=$home/usr/lib/python3/dist-packages
    if [ -f "$home/odoo/release.py" ]; then
        ODOO_SRC=$home
    elif [ -f "$packages/odoo/release.py" ]; then
        ODOO_SRC=$packages
    else
        die "There is no Odoo in ODOO_HOME ($home)."
    fi
    grep -q '^version_info = (19, 0' "$ODOO_SRC/odoo/release.py" ||
        die "The Odoo in $home is not version 19.0."
    ADDONS_PATH=$ODOO_SRC/odoo/addons
    [ ! -d "$ODOO_SRC/addons/web" ] || ADDONS_PATH+=,$ODOO_SRC/addons
}

download_odoo() {
    command -v apt-get >/dev/null ||
        die "Odoo 19 is downloaded with apt; elsewhere name an Odoo 19 with ODOO_HOME=/path."
    need_space 4
    say "Odoo 19: downloading (about 130 MB)"
    rm -rf "$DEV/deb.part" "$DEV/odoo.part"
    mkdir -p "$DEV/deb.part" "$DEV/odoo.part" "$DEV/apt"
    write_sources || die "The distribution's package source was not found in /etc/apt; name an Odoo 19 with ODOO_HOME=/path."
    local suite
    for suite in sid stable; do
        quiet apt-update-$suite private_apt $suite update -q ||
            fail apt-update-$suite "The package lists could not be downloaded"
    done
    download_debs sid "${ODOO_PACKAGES[@]}"
    download_debs stable "${FONT_PACKAGES[@]}"
    say "Odoo 19: unpacking"
    local deb
    for deb in "$DEV"/deb.part/*.deb; do
        quiet unpack dpkg -x "$deb" "$DEV/odoo.part" || fail unpack "Odoo could not be unpacked"
    done
    mend_odoo
    # The rename comes last: a folder named "odoo" is a complete one.
    mv "$DEV/odoo.part" "$DEV/odoo"
    rm -rf "$DEV/deb.part" "$DEV/apt"
}

# Debian leaves this file out (background blur in calls), but the web client asks for it,
# and every browser tour would fail on the error.
mend_odoo() {
    local folder=$DEV/odoo.part/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib/selfie_segmentation
    mkdir -p "$folder"
    [ -e "$folder/selfie_segmentation.js" ] || : >"$folder/selfie_segmentation.js"
}

download_debs() {
    local suite=$1
    shift
    (cd "$DEV/deb.part" && quiet "download-$suite" private_apt "$suite" download -q "$@") && return
    ! grep -q 'Unable to locate package' "$LOGS/download-$suite.log" ||
        die "The package source does not offer odoo-19; name an Odoo 19 with ODOO_HOME=/path, or a Debian mirror with DEBIAN_MIRROR=address."
    fail "download-$suite" "Odoo 19 could not be downloaded"
}

# apt with lists and cache of our own: the machine's apt state stays untouched.
private_apt() {
    local suite=$1 state=$DEV/apt/$1
    shift
    mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
    local options=(
        -o "Dir::Etc::SourceList=$state.list" -o "Dir::Etc::SourceParts=$state.d"
        -o "Dir::State::Lists=$state/lists" -o "Dir::Cache=$state/cache"
        -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Update::Error-Mode=any
    )
    ! is_root || options+=(-o APT::Sandbox::User=root)
    apt-get "${options[@]}" "$@"
}

# Copies of the distribution's own source: one with its suite, one with the suite sid.
write_sources() {
    local suite codename distribution development=sid
    distribution=$(. /etc/os-release && echo "${ID:-}")
    codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-sid}")
    [ "$distribution" != ubuntu ] || development=devel
    for suite in sid stable; do
        rm -rf "$DEV/apt/$suite.d"
        mkdir -p "$DEV/apt/$suite.d"
        : >"$DEV/apt/$suite.list"
    done
    write_source stable "$codename" "$codename" || return
    if [ -n "${DEBIAN_MIRROR:-}" ]; then
        local key=/usr/share/keyrings/debian-archive-keyring.gpg
        [ -f "$key" ] || apt_install debian-archive-keyring ||
            fail apt "The package debian-archive-keyring could not be installed"
        echo "deb [signed-by=$key] $DEBIAN_MIRROR sid main" >"$DEV/apt/sid.list"
    else
        write_source sid "$codename" "$development"
    fi
}

# write_source NAME SUITE WANTED: the first source that offers SUITE, with WANTED instead.
write_source() {
    local name=$1 suite=$2 wanted=$3 file
    for file in /etc/apt/sources.list.d/{debian,ubuntu}.sources /etc/apt/sources.list /etc/apt/sources.list.d/*; do
        [ -f "$file" ] || continue
        case $file in
            *.sources) stanza_of "$file" "$suite" "$wanted" >"$DEV/apt/$name.d/system.sources" ;;
            *.list) line_of "$file" "$suite" "$wanted" >"$DEV/apt/$name.list" ;;
        esac
        if [ -s "$DEV/apt/$name.d/system.sources" ] || [ -s "$DEV/apt/$name.list" ]; then
            return 0
        fi
        rm -f "$DEV/apt/$name.d/system.sources"
    done
    return 1
}

stanza_of() {
    awk -v suite="$2" -v wanted="$3" 'BEGIN { RS = ""; FS = "\n" } {
        text = ""; found = 0; enabled = 1
        for (i = 1; i <= NF; i++) {
            line = $i
            if (line ~ /^[ \t]*#/) continue
            if (line ~ /^Types:/) line = "Types: deb"
            if (line ~ /^Enabled:[ \t]*no/) enabled = 0
            if (line ~ /^Suites:/) {
                n = split(substr(line, 8), names, /[ \t]+/)
                for (j = 1; j <= n; j++) if (names[j] == suite) found = 1
                line = "Suites: " wanted
            }
            text = text line "\n"
        }
        if (found && enabled && text ~ /Components:[^\n]*main/) { printf "%s", text; exit }
    }' "$1"
}

line_of() {
    sed -nE "/^[[:space:]]*deb[[:space:]]+(\[[^]]*\][[:space:]]+)?[^[:space:]]+[[:space:]]+$2[[:space:]].*main/{s/[[:space:]]$2[[:space:]]/ $3 /;p;q}" "$1"
}
