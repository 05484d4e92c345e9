"""The layer rule: engine/ needs only Python, bpmn/ also lxml and engine/, documents/
what reads and writes office files; none needs Odoo."""

import ast
import sys
from pathlib import Path

ADDON = Path(__file__).resolve().parent.parent / "crm_bpm_flow"
OFFICE = {
    *("lxml", "pdfminer", "docx", "docxtpl", "openpyxl", "reportlab", "PIL"),
    *("jinja2", "markupsafe", "num2words"),
}
LAYERS = {"engine": set(), "bpmn": {"lxml", "engine"}, "documents": OFFICE}


def imported(path):
    """Yield (line, name of the package) for each import, our own by their folder."""
    depth = len(path.relative_to(ADDON).parts) - 1  # so many dots stay inside the layer
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level > depth:
            names = [node.module] if node.module else [a.name for a in node.names]
            for name in names:
                yield node.lineno, name.partition(".")[0]


def main():
    """Print each import that crosses a layer; return the exit code."""
    found = 0
    for layer, allowed in LAYERS.items():
        for path in sorted((ADDON / layer).rglob("*.py")):
            for line, name in imported(path):
                if name not in allowed and name not in sys.stdlib_module_names:
                    found += 1
                    place = path.relative_to(ADDON.parent)
                    print(f"{place}:{line}: {layer}/ must not import {name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
