"""Scripts: assignments in a row, for script tasks. No loops, nothing but values."""

from . import tokens
from .errors import ExpressionError
from .evaluate import Run
from .parser import Parser, checked, is_name
from .tree import paths_read
from .writing import to_text

MOST_CHARACTERS = 20_000
MOST_LINES = 500
OPEN, CLOSE = "([{", ")]}"


class Script:
    """``name = expression``, one a line or with ``;`` between them.

    :ivar assignments: ((name, tree, position), ...) in their order
    :ivar assigned: names that get a value, each once
    :ivar names: dotted paths that it reads from outside
    """

    def __init__(self, text, assignments):
        self.text = text
        self.assignments = assignments
        self.assigned = tuple(dict.fromkeys(name for name, *_rest in assignments))
        self.names = self._names()

    def _names(self):
        found, known = {}, set()
        for name, tree, _position in self.assignments:
            for path in paths_read(tree):
                if path.partition(".")[0] not in known:
                    found[path] = None
            known.add(name)
        return tuple(found)

    def run(self, scope):
        """{name: value} of all that was assigned; later lines see earlier ones.

        :param scope: as for ``Expression.evaluate``
        :raise ExpressionError: with the position in the whole script; nothing is
            assigned then
        """
        run = Run(scope)
        run.scope = _Layer(run.scope)
        for name, tree, _position in self.assignments:
            run.scope.assigned[name] = run.value(tree)
        return run.scope.assigned

    def to_text(self):
        """The script in the bare form, one assignment a line."""
        return "\n".join(
            f"{name} = {to_text(tree)}" for name, tree, _ in self.assignments
        )


class _Layer:
    """A scope in front of another one."""

    def __init__(self, scope):
        self.assigned = {}
        self.outer = scope

    def name(self, name):
        if name in self.assigned:
            return self.assigned[name]
        return self.outer.name(name)

    def __getattr__(self, name):
        return getattr(self.outer, name)


class ScriptParser(Parser):
    """Lines of assignments. A line goes on while a bracket is open."""

    def __init__(self, text):
        super().__init__(text, most=MOST_CHARACTERS)

    def read_words(self, start, end):
        words, depth = [], 0
        for word in tokens.split(self.text, start, end):
            if word.kind == tokens.OP:
                depth += (word.value in OPEN) - (word.value in CLOSE)
            if word.kind != tokens.NEWLINE or depth <= 0:
                words.append(word)
        return words

    def assignments(self):
        found = []
        while True:
            while self.word.kind == tokens.NEWLINE or self.key() == ";":
                self.place += 1
            if self.word.kind == tokens.END:
                break
            if len(found) == MOST_LINES:
                raise ExpressionError("too_long", self.word.position, most=MOST_LINES)
            found.append(self.assignment())
        if not found:
            raise ExpressionError("empty", 0)
        return tuple(found)

    def assignment(self):
        word = self.word
        if word.kind != tokens.NAME or not is_name(word.value):
            raise ExpressionError("bad_target", word.position, found=str(word.value))
        self.place += 1
        self.expect("=")
        tree = checked(self.expression())
        if self.word.kind not in (tokens.NEWLINE, tokens.END) and self.key() != ";":
            raise self.unexpected()
        return word.value, tree, word.position


def parse_script(text):
    """Read a script.

    :raise ExpressionError: see errors.py
    """
    return Script(text, ScriptParser(text).assignments())
