"""Pictures of BPMN files, to look at: ./tools/draw_bpmn.py FOLDER FILE...

Writes an SVG for each map of each file; --again lays out anew what has places.
--compare draws both, as *.before.svg and *.after.svg, and prints how good each is.
Needs lxml only: .dev/venv/bin/python tools/draw_bpmn.py ...
"""

import sys
from pathlib import Path
from time import perf_counter

from layout_figures import Figures
from run_engine_tests import ADDON, stand_in

OPTIONS = ("--again", "--compare")


def main(folder, paths, again, compare):
    stand_in("crm_bpm_flow", ADDON)
    from crm_bpm_flow.bpmn import completed, read, tidied

    if compare:
        print(_row("file", "", *Figures.NAMES, "seconds"))
    for path in map(Path, paths):
        definitions = read(path.read_bytes())
        if not compare:
            found = tidied(definitions) if again else completed(definitions)
            for picture in _draw(folder, path.stem, found):
                print(picture)
            continue
        for when, lay_out in (("before", completed), ("after", tidied)):
            begin = perf_counter()
            found = lay_out(definitions)
            took = perf_counter() - begin
            _draw(folder, f"{path.stem}.{when}", found)
            print(_row(path.stem, when, *_figures(found), f"{took:.2f}"))


def _draw(folder, name, definitions):
    from crm_bpm_flow.bpmn.picture import picture_of, to_svg

    paths = []
    for number, diagram in enumerate(definitions.diagrams):
        plane = diagram.element if number else ""
        path = Path(folder, f"{name}{f'.{number}' if number else ''}.svg")
        path.write_text(to_svg(picture_of(definitions, plane)), encoding="utf-8")
        paths.append(path)
    return paths


def _figures(definitions):
    stand_in("crm_bpm_flow.tests", ADDON / "tests")
    from crm_bpm_flow.tests.bpmn.rules import Faults

    figures = Figures(definitions, Faults(definitions))
    return [getattr(figures, name) for name in Figures.NAMES]


def _row(file, when, *columns):
    return f"{file[:30]:30} {when:7}" + "".join(f"{c!s:>11}" for c in columns)


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a not in OPTIONS]
    main(arguments[0], arguments[1:], *(option in sys.argv for option in OPTIONS))
