# shellcheck shell=bash
# Benchmarks: bench/<name>.py, all of them without a name.

main() {
    local name file names=("$@")
    if [ $# -eq 0 ]; then
        for file in "$ROOT"/bench/*.py; do
            ! grep -q 'def main' "$file" || names+=("$(basename "$file" .py)")
        done
    fi
    for name in "${names[@]}"; do
        [ -f "$ROOT/bench/$name.py" ] || die "There is no bench/$name.py."
    done
    setup
    for name in "${names[@]}"; do
        say "bench: $name"
        bench_one "$name"
    done
}

# One that says so in its first lines runs in Odoo's shell, on a database made for it.
bench_one() {
    local file=$ROOT/bench/$1.py
    if ! head -n 5 "$file" | grep -q "Odoo's shell"; then
        "$PY" -B "$file"
        return
    fi
    make_test_db plain
    quiet bench-install odoo -c "$DEV/odoo.conf" -d "$TEST_DB" -i "$ADDON" --no-http --stop-after-init ||
        fail_addon bench-install
    psql -X -q -d "$TEST_DB" -c 'VACUUM ANALYZE'
    DEV_BENCH=$ROOT/bench odoo shell -c "$DEV/odoo.conf" -d "$TEST_DB" --no-http --log-level=error <"$file"
    drop_test_db
}
