"""Odoo's own linter add-on (test_lint), looking at this add-on only.

run_test_lint.py RECORD <Odoo's arguments>
"""

import importlib
import sys
import types

import run_odoo_tests

from odoo.modules.module import Manifest

ADDON = "crm_bpm_flow"
every_manifest = Manifest.all_addon_manifests


def our_manifest():
    return [manifest for manifest in every_manifest() if manifest.name == ADDON]


def leave_out(name):
    """An empty file of tests: it would need the program pylint beside Odoo."""
    name = f"odoo.addons.test_lint.tests.{name}"
    sys.modules[name] = types.ModuleType(name)


def leave_out_libraries():
    """Those of others are there as their authors made them."""
    # Only now: its package takes in the file that is left out.
    lint_case = importlib.import_module("odoo.addons.test_lint.tests.lint_case")
    every_file = lint_case.LintCase.iter_module_files

    def our_files(self, *globs, **options):
        paths = every_file(self, *globs, **options)
        return (path for path in paths if "/static/lib/" not in path)

    lint_case.LintCase.iter_module_files = our_files


if __name__ == "__main__":
    Manifest.all_addon_manifests = staticmethod(our_manifest)
    leave_out("test_checkers")
    leave_out_libraries()
    run_odoo_tests.main()
