"""Odoo's own linter add-on (test_lint), looking at this add-on only.

    run_test_lint.py RECORD <Odoo's arguments>
"""

import sys
import types

import run_odoo_tests

from odoo.modules.module import Manifest

from odoo.addons.test_lint.tests.lint_case import LintCase

ADDON = "crm_bpm_flow"
every_manifest = Manifest.all_addon_manifests
every_file = LintCase.iter_module_files


def our_manifest():
    return [manifest for manifest in every_manifest() if manifest.name == ADDON]


def our_files(self, *globs):
    """Without libraries of others: they are there as their authors made them."""
    return (path for path in every_file(self, *globs) if "/static/lib/" not in path)


def leave_out(name):
    """An empty file of tests: it would need the program pylint beside Odoo."""
    name = f"odoo.addons.test_lint.tests.{name}"
    sys.modules[name] = types.ModuleType(name)


if __name__ == "__main__":
    Manifest.all_addon_manifests = staticmethod(our_manifest)
    LintCase.iter_module_files = our_files
    leave_out("test_checkers")
    run_odoo_tests.main()
