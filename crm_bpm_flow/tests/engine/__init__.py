"""Tests of the engine, without Odoo and without a database.

They import ``engine`` and each other's helpers by plain names, so that they run alike
by unittest's own discovery in this folder and as a package of the add-on. Odoo's
loader must not import this package.
"""

import sys
from pathlib import Path

for _folder in (Path(__file__).parent, Path(__file__).parents[2]):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))
