"""Files that are made to hurt, each read in a process of its own that is measured.

They take a minute or two, so they are no part of the engine's tests: ``./dev test
hostile``. Odoo's loader must not import this package.
"""
