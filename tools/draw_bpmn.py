"""Pictures of BPMN files, to look at: ./tools/draw_bpmn.py FOLDER FILE...

Writes an SVG for each map of each file; --again lays out anew what has places. Needs
lxml only: .dev/venv/bin/python tools/draw_bpmn.py ...
"""

import sys
from pathlib import Path

from run_engine_tests import ADDON, stand_in


def main(folder, paths, again):
    stand_in("crm_bpm_flow", ADDON)
    from crm_bpm_flow.bpmn import completed, read, tidied
    from crm_bpm_flow.bpmn.picture import picture_of, to_svg

    for path in map(Path, paths):
        definitions = read(path.read_bytes())
        done = tidied(definitions) if again else completed(definitions)
        for number, diagram in enumerate(done.diagrams):
            plane = diagram.element if number else ""
            name = f"{path.stem}{f'.{number}' if number else ''}.svg"
            picture = picture_of(done, plane)
            Path(folder, name).write_text(to_svg(picture), encoding="utf-8")
            print(Path(folder, name))


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--again"]
    main(arguments[0], arguments[1:], "--again" in sys.argv)
