"""Run tests of Odoo's own add-ons with everything installed (run in Odoo's shell)."""

import os

from odoo.tests.shell import run_tests

run_tests(env, os.environ["DEV_ARGUMENT"])
