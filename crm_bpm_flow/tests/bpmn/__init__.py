"""Tests of bpmn/, without Odoo and without a database.

Their files are made for this purpose, in the manner of the tools that they are named
after. The stage for playing them is that of the engine's tests, next door. Odoo's
loader must not import this package.
"""

from .. import engine
