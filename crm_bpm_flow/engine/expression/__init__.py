"""The expression language: conditions, loops and script tasks (DESIGN, rule 10).

Read to a tree and walked. ::

    parse("amount > 1000 and partner.country.code == 'BE'").evaluate(scope)
    parse("${amount > 1000 && urgent}"), parse("=amount > 1000 and urgent")
    parse("PT${hours}H").evaluate({"hours": 2})            # "PT2H"
    parse_script("total = total + 1").run({"total": 2})    # {"total": 3}

A scope says what names mean: ``name(n)``, ``attribute(value, n)``, ``now()``,
``today()``; the first two raise ``LookupError`` for what they do not know.
"""

from functools import lru_cache

from . import feel, juel
from .cycles import Cron, Repeat, parse_cycle
from .dialect_runs import FeelRun, JuelRun
from .durations import Duration, duration_text, parse_duration
from .errors import ExpressionError
from .evaluate import RUNS, Run
from .functions import FUNCTIONS
from .moments import read_date, read_datetime
from .parser import Parser
from .scopes import Layer, Scope
from .script import Script, parse_script
from .tree import Literal, joins_texts, paths_read
from .writing import to_text

BARE, JUEL, FEEL = "bare", "juel", "feel"
READERS = {
    BARE: lambda text: Parser(text).whole(),
    JUEL: juel.parse,
    FEEL: feel.parse,
}
RUNS.update({FEEL: FeelRun, JUEL: JuelRun})


class Expression:
    """A condition or a value, read from its text.

    :ivar tree: see tree.py
    :ivar dialect: "bare", "juel" or "feel"
    :ivar names: dotted paths that it reads ("amount", "partner.country.code")
    :ivar roots: the first name of each
    """

    __slots__ = ("dialect", "names", "roots", "text", "tree")

    def __init__(self, text, dialect, tree):
        self.text, self.dialect, self.tree = text, dialect, tree
        self.names = paths_read(tree)
        self.roots = frozenset(path.partition(".")[0] for path in self.names)

    def evaluate(self, scope):
        """Its value for these data.

        :param scope: a dict, a ``Scope``, or anything with the same methods
        :raise ExpressionError: a name is unknown or types do not fit; see errors.py.
            What the scope itself raises (an access error) comes through.
        """
        return RUNS.get(self.dialect, Run)(scope).whole(self.tree)

    def holds(self, scope):
        """Whether it is true: not null, false, 0 or empty.

        :raise ExpressionError: also ``bad_types`` for texts joined together, which
            would always hold
        """
        if joins_texts(self.tree):
            raise ExpressionError("bad_types", 0, operation="if", types=["text"])
        value = self.evaluate(scope)
        if self.dialect == JUEL and isinstance(value, str):
            return value.lower() not in ("", "false")
        return bool(value)

    def to_text(self):
        """The same in the bare form."""
        return to_text(self.tree)

    def __repr__(self):
        return f"Expression({self.text!r})"


def dialect_of(text):
    """In which form a text is written: ``${...}``, ``=...`` or bare.

    A text with formulas in it, ``PT${n}H``, is "juel" too.
    """
    start = text.lstrip()[:2]
    if start in juel.SIGNS:
        return JUEL
    if start[:1] == "=":
        return FEEL
    has_formulas = any(sign in text for sign in juel.SIGNS)
    return JUEL if has_formulas and not _is_bare(text) else BARE


def _is_bare(text):
    """Whether ``${`` only stands in quotes or in a comment of a bare formula."""
    try:
        Parser(text).whole()
    except ExpressionError:
        return False
    return True


@lru_cache(maxsize=512)
def parse(text, dialect=None):
    """Read an expression; the same text gives the same object.

    :param dialect: "bare", "juel" or "feel"; by the text itself when not given. FEEL
        may then come without its ``=``.
    :raise ExpressionError: see errors.py; ``position`` counts in ``text``
    """
    dialect = dialect or dialect_of(text)
    return Expression(text, dialect, READERS[dialect](text))
