"""Odoo's own command line, started from wherever Odoo lies."""

import odoo.cli

odoo.cli.main()
