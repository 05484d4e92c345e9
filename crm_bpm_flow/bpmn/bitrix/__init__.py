"""Templates of business processes of Bitrix24 (.bpt) as the same plain data that a BPMN
file is read into.

The file is PHP's ``serialize`` of ``{VERSION, TEMPLATE, PARAMETERS, VARIABLES,
CONSTANTS, DOCUMENT_FIELDS}``, as a rule compressed by zlib. ``TEMPLATE`` is a tree of
activities ``{Type, Name, Activated, Properties, Children}``: what stands in a row is
done in a row.
"""

from .packed import is_template, unpacked
from .template import read_template
