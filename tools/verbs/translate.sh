# shellcheck shell=bash
# The .pot from the add-on as it is, ru.po in step with it, and what is not translated yet.

main() {
    [ $# -eq 0 ] || die "./dev translate takes nothing more."
    setup
    local db=${ADDON}_plain
    ensure_db "$db" plain
    mkdir -p "$ROOT/$ADDON/i18n"
    quiet translate odoo i18n export -c "$DEV/odoo.conf" -d "$db" -l pot -o "$LOGS/$ADDON.pot" "$ADDON" ||
        fail translate "The texts could not be exported"
    "$PY" "$ROOT/tools/merge_translations.py" "$LOGS/$ADDON.pot" "$ROOT/$ADDON/i18n"
}
