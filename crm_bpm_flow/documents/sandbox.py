"""The template language: jinja2's immutable sandbox, closed further.

A template reads plain values and ``Value``. It reaches no other attribute,
calls nothing but the functions of ``filters``, and is stopped by its ``Budget``.
"""

import re
from datetime import date

from jinja2 import TemplateError as JinjaError
from jinja2 import TemplateSyntaxError
from jinja2.environment import Template
from jinja2.runtime import LoopContext, StrictUndefined, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from . import syntax
from .errors import TemplateError
from .filters import TESTS, filters_of, functions_of
from .formats import Formats
from .limits import MOST_SOURCE, Budget, checked_number, short_enough
from .values import Amount, Choice, Picture, RichText, Rows, Value

LOOP_PARTS = {"index", "index0", "first", "last", "length", "revindex", "revindex0"}
DATE_PARTS = {"year", "month", "day", "hour", "minute"}
PLAIN = (str, int, float, date)
OUR_OWN = {"bpm_turns", "bpm_joined", "bpm_flat"}  # what a template does not call
ARITHMETIC = (int, float)


class Sandbox(ImmutableSandboxedEnvironment):
    """One document's language.

    :param Formats formats: how values are written
    :param Budget budget: what it may cost
    :param pictures: ``Picture -> Markup``, how a kind of document shows pictures
    :param datetime now: what ``today()`` and ``now()`` say; None: they are empty
    :param known: names of the values that it will be given
    :param rich: whether formatted text is shown as HTML
    """

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(
        self,
        formats=None,
        budget=None,
        pictures=None,
        now=None,
        known=(),
        rich=False,
        clean=None,
    ):
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self._finalize,
            optimized=False,
            cache_size=0,
        )
        self.formats = formats or Formats()
        self.budget = budget or Budget()
        self.pictures = pictures
        self.now = now
        self.known = set(known)
        self.rich = rich
        self.clean = clean
        self.look = None  # only reads the template and hands its syntax trees on
        self.filters = filters_of(self)
        self.tests = dict(TESTS)
        self.globals = functions_of(self)

    # ------------------------------------------------------------------
    # Reading a template
    # ------------------------------------------------------------------
    def from_string(self, source, *args, **kwargs):
        """Compile a text.

        :raises TemplateError: it cannot be read, or holds what is not allowed
        """
        if len(source) > MOST_SOURCE:
            raise TemplateError("too_large_source")
        try:
            return super().from_string(source, *args, **kwargs)
        except TemplateSyntaxError as error:
            raise self._unread(error, source) from error
        except (RecursionError, SyntaxError, MemoryError) as error:
            raise TemplateError("too_deep") from error

    def tree(self, source):
        """The checked syntax tree of a text; errors as of ``from_string``."""
        try:
            return self._parse(source, None, None)
        except TemplateSyntaxError as error:
            raise self._unread(error, source) from error
        except RecursionError as error:
            raise TemplateError("too_deep") from error

    def _unread(self, error, source):
        """What cannot be read; of what is left open, where it begins: the end of a
        template, where it is missed, helps nobody."""
        left = syntax.left_open(self, source)
        if left:
            line, what = left
            ends = {"what": f"{{% {what} … %}}", "end": f"{{% end{what} %}}"}
            return TemplateError("left_open", line=line, **ends)
        if value := syntax.value_left_open(source):
            line, what = value
            return TemplateError("left_open", line=line, what=what, end="}}")
        return syntax_error(error)

    def _parse(self, source, name, filename):
        tree = self._checked(super()._parse(source, name, filename))
        return syntax.Bounded().visit(tree)

    def _checked(self, tree):
        names = {name for name in self.filters if name not in OUR_OWN}
        functions = self.globals.keys()
        syntax.check(tree, self.known, names, self.tests.keys(), functions)
        return tree

    # ------------------------------------------------------------------
    # What a running template may do
    # ------------------------------------------------------------------
    def getattr(self, obj, attribute):
        return self._part(obj, attribute)

    def getitem(self, obj, argument):
        if isinstance(argument, int) and isinstance(obj, (Rows, list, tuple, str)):
            items = obj.items if isinstance(obj, Rows) else obj
            self.budget.step()
            return items[argument] if -len(items) <= argument < len(items) else None
        return self._part(obj, argument)

    def _part(self, obj, name):
        self.budget.step()
        if not isinstance(name, str):
            raise TemplateError("unknown_part", name=str(name)[:60])
        if name.startswith("_"):
            raise TemplateError("forbidden_name", name=name)
        if isinstance(obj, Value):
            return obj.part(str(name))
        if type(obj) is dict:
            return obj.get(name)
        is_loop = isinstance(obj, LoopContext) and name in LOOP_PARTS
        if is_loop or (isinstance(obj, date) and name in DATE_PARTS):
            return getattr(obj, name, 0)
        raise TemplateError("unknown_part", name=name)

    def is_safe_attribute(self, obj, attr, value):
        return False

    def is_safe_callable(self, obj):
        return any(obj is function for function in self.globals.values())

    def call(self, context, obj, /, *args, **kwargs):
        self.budget.step()
        if not self.is_safe_callable(obj):
            raise TemplateError("no_calls")
        # jinja's own, for functions that want to know where they are
        named = {key: value for key, value in kwargs.items() if key[0] != "_"}
        return obj(*args, **named)

    def call_binop(self, context, operator, left, right):
        self.budget.step()
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            left, right = self.text(left), self.text(right)
            short_enough(len(left) + len(right))
            return left + right
        if not (isinstance(left, ARITHMETIC) and isinstance(right, ARITHMETIC)):
            raise TemplateError("bad_types", what=operator)
        checked_number(left), checked_number(right)
        found = super().call_binop(context, operator, left, right)
        return self._like(checked_number(found), left, right, operator)

    def call_unop(self, context, operator, arg):
        if not isinstance(arg, ARITHMETIC):
            raise TemplateError("bad_types", what=operator)
        return self._like(super().call_unop(context, operator, arg), arg, arg, operator)

    intercepted_unops = frozenset(["+", "-"])

    def _like(self, found, left, right, operator):
        """What is made of an amount is one of the same currency."""
        model = next((x for x in (left, right) if isinstance(x, Amount)), None)
        return (
            Amount(found, model.digits, model.currency) if model is not None else found
        )

    # ------------------------------------------------------------------
    # Writing values
    # ------------------------------------------------------------------
    def text(self, value):
        """How a value stands in a text.

        :raises TemplateError: it is nothing that can be written
        """
        if value is None or isinstance(value, Undefined):
            return ""
        if isinstance(value, bool):
            return self.formats.yes if value else self.formats.no
        if isinstance(value, Choice):
            return value.label
        if isinstance(value, str):
            return str(value)
        if isinstance(value, Amount):
            return self.formats.number(value, value.digits)
        if isinstance(value, (int, float)):
            return self.formats.number(checked_number(value))
        return self._text_of_others(value)

    def _text_of_others(self, value):
        if isinstance(value, date):
            return self.formats.moment(value)
        if isinstance(value, (Rows, list, tuple)):
            self.budget.step(len(value))
            texts = [self.text(item) for item in value]
            short_enough(sum(map(len, texts)))
            return ", ".join(texts)
        if isinstance(value, RichText):
            return value.plain
        if isinstance(value, Value):
            return value.shown()
        raise TemplateError("unprintable")

    def _finalize(self, value):
        """What an expression puts into the document; escaped unless it is markup."""
        if isinstance(value, Picture):
            if self.pictures is None or not value:
                return ""
            shown = self.pictures(value)
        elif isinstance(value, RichText) and self.rich:
            shown = Markup(value.html)
        else:
            shown = self.text(value)
            shown = self.clean(shown) if self.clean else shown
        self.budget.use(len(shown))
        if isinstance(shown, Markup) or not self.autoescape:
            return shown
        return escape(shown)


class Bound(Template):
    """A compiled text, whose errors say the line."""

    def render(self, *args, **kwargs):
        """Fill it in; the arguments are those of ``dict``.

        :raises TemplateError: with the line
        """
        context = self.new_context(dict(*args, **kwargs))
        budget, found = self.environment.budget, []
        try:
            for piece in self.root_render_func(context):
                budget.use(len(piece))
                found.append(piece)
        except TemplateError as error:
            error.line = error.line or self._line_of(error)
            raise
        except (
            JinjaError,
            TypeError,
            ValueError,
            ArithmeticError,
            LookupError,
            RecursionError,
        ) as error:
            code = (
                "divided_by_zero" if isinstance(error, ZeroDivisionError) else "bad_use"
            )
            raise TemplateError(code, line=self._line_of(error)) from error
        return "".join(found)

    def _line_of(self, error):
        """The template's line in which a Python error arose."""
        code, trace, line = self.root_render_func.__code__, error.__traceback__, None
        while trace is not None:
            if trace.tb_frame.f_code is code:
                line = self.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line


Sandbox.template_class = Bound


def syntax_error(error):
    """jinja's own error as one of ours, with its line and its English words."""
    what = re.sub(r" at \d+$", "", error.message or "")  # of a text nobody has seen
    return TemplateError("syntax", line=error.lineno, what=what)
