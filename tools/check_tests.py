"""A test file that nobody imports never runs: tests/__init__ must name each."""

import ast
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent / "crm_bpm_flow" / "tests"


def imported():
    """Names that ``tests/__init__.py`` imports from its own folder."""
    tree = ast.parse((TESTS / "__init__.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 1:
            yield from (alias.name for alias in node.names)


def main():
    """Print each forgotten file; return the exit code."""
    forgotten = {path.stem for path in TESTS.glob("test_*.py")} - set(imported())
    for name in sorted(forgotten):
        print(f"tests/{name}.py is not imported in tests/__init__.py")
    return 1 if forgotten else 0


if __name__ == "__main__":
    sys.exit(main())
