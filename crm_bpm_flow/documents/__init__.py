"""Documents from templates: filled in a sandbox, from plain values. No Odoo here.

``Sandbox`` reads placeholders; ``html``, ``docx`` and ``xlsx`` know the kinds of files.
"""

from .errors import Place, TemplateError
from .formats import Formats
from .limits import Budget
from .sandbox import Sandbox
from .values import Amount, Choice, Empty, Picture, Rows, Value
