"""The figures of ./dev bench: each is judged as it is found, all of them in a table.

A benchmark reports with ``figure``. ``./dev bench`` ends with ``figures.py FILE``: the
table, then one line for each figure that misses its target, which its exit code says
too.
"""

import json
import os
import sys
from pathlib import Path

HEAD = ("", "what", "ours", "peer", "ratio", "limit", "", "queries", "limit")


def figure(name, what, ours, limit, peer=None, unit="ms", queries=None, most=None):
    """Judge one figure, print it, and keep it for the table.

    :param limit: of the ratio to the peer; without a peer, of our figure itself; None:
        only the queries are judged
    :param queries: how many it took; ``most``: how many it may take
    """
    share = None if peer is None else ours / max(peer, 1e-9)
    is_met = limit is None or (ours if share is None else share) <= limit
    is_met = is_met and (most is None or queries <= most)
    row = {
        "name": name,
        "what": what,
        "ours": _amount(ours, unit),
        "peer": _amount(peer, unit),
        "ratio": "" if share is None else f"{share:.2f}",
        "limit": _limit(limit, unit if share is None else ""),
        "met": "met" if is_met else "MISSED",
        "queries": "" if queries is None else str(queries),
        "most": "" if most is None else str(most),
    }
    print("  ".join(cell for cell in row.values() if cell), flush=True)
    if path := os.environ.get("BENCH_FIGURES"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")


def _amount(value, unit):
    if value is None:
        return ""
    return f"{value:.3g} {unit}" if abs(value) < 100 else f"{value:.0f} {unit}"


def _limit(value, unit):
    return "" if value is None else f"{value:g} {unit}".strip()


def table(rows):
    """Lines of the table, its columns aligned."""
    cells = [HEAD, *(tuple(row.values()) for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(len(HEAD))]
    for line in cells:
        padded = (
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        yield "  ".join(padded).rstrip()


def missed(rows):
    """One line for each figure that misses its target."""
    for row in rows:
        if row["met"] == "met":
            continue
        told = f"{row['ours']}, limit {row['limit']}"
        if row["ratio"]:
            told = f"{row['ratio']} x the peer's, limit {row['limit']}"
        if row["most"]:
            told += f"; {row['queries']} queries, limit {row['most']}"
        yield f"MISSED {row['name']}: {row['what']}: {told}"


def main():
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = sorted(map(json.loads, lines), key=lambda row: int(row["name"][1:]))
    print()
    print(*table(rows), sep="\n")
    print()
    misses = list(missed(rows))
    print(*misses, sep="\n", end="\n" if misses else "")
    print(f"bench: {len(rows) - len(misses)} met, {len(misses)} missed")
    return bool(misses) or not rows


if __name__ == "__main__":
    sys.exit(main())
