"""Scripts: assignments in a row, for script tasks. No loops, nothing but values."""

from . import tokens
from .building import checked
from .errors import ExpressionError
from .evaluate import Run
from .feel import FeelParser
from .juel import JuelParser
from .list_forms import CLOSE, OPEN
from .methods import CALLERS, Methods
from .names import is_name
from .parser import Parser
from .scopes import Layer
from .tree import Binary, Name, Spoken, paths_read
from .writing import to_text

MOST_CHARACTERS = 20_000
MOST_LINES = 500
CHANGES = ("+=", "-=", "*=", "/=", "%=")
NAME, ENDS = tokens.NAME, (tokens.NEWLINE, tokens.END)
DECLARED = tuple((NAME, word) for word in ("var", "let", "const", "def"))
WRITING = ("setVariable", "setVariableLocal")


class Script:
    """``name = expression``, one a line or with ``;`` between them.

    What scripts of other tools write for it is read, too: ``total += 1``, ``var a =
    1``, lines of ``// words``, ``execution.setVariable("a", 1)``, ``a = ${b}``, ``a =
    =b``.

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
        run.scope = Layer(run.scope)
        for name, tree, _position in self.assignments:
            run.scope.assigned[name] = run.value(tree)
        return run.scope.assigned

    def to_text(self):
        """The script in the bare form, one assignment a line."""
        return "\n".join(
            f"{name} = {to_text(tree)}" for name, tree, _ in self.assignments
        )


class ScriptParser(Methods, Parser):
    """Lines of assignments. A line goes on while a bracket is open."""

    dialect = None

    def __init__(self, text, start=0, end=None):
        super().__init__(text, start, end, most=MOST_CHARACTERS)

    def read_words(self, start, end):
        words, depth = [], 0
        for word in tokens.split(self.text, start, end, script=True):
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
        if self.called(WRITING):
            return self.ended(*self.variable_set())
        if self.word.kind == tokens.FORMULA:
            return self.formula()
        if self.word[:2] in DECLARED and self.words[self.place + 1].kind == NAME:
            self.place += 1
        word = self.target(NAME)
        sign = self.key()
        if sign not in CHANGES:
            self.expect("=")
            return self.ended(word, self.assigned())
        position = self.take().position
        before = Name(word.value, word.position)
        return self.ended(word, Binary(sign[0], before, self.assigned(), position))

    def formula(self):
        """``${execution.setVariable('a', 1)}``: of a formula nothing else changes
        anything."""
        word = self.take()
        end = word.position + len(word.value) - 1
        inside = ScriptParser(self.text, word.position + 2, end)
        if not inside.called(WRITING):
            raise ExpressionError("bad_target", word.position, found=word.value[:40])
        name, tree = inside.variable_set()
        if inside.word.kind != tokens.END:
            raise inside.unexpected()
        return self.ended(name, Spoken("juel", tree, position=word.position))

    def ended(self, word, tree):
        if self.word.kind not in ENDS and self.key() != ";":
            raise self.unexpected()
        return word.value, checked(tree), word.position

    def target(self, kind):
        """The word that stands here, if a value can be given to what it names."""
        word = self.word
        if word.kind != kind or not is_name(word.value):
            raise ExpressionError("bad_target", word.position, found=str(word.value))
        return self.take()

    def assigned(self):
        """What stands at the right side."""
        return self.feel() if self.key() == "=" else self.expression()

    def feel(self):
        """``= a and b``, up to the end of the statement."""
        start = self.take().position + 1
        while self.word.kind not in ENDS and self.key() != ";":
            self.place += 1
        inside = (start, self.word.position, MOST_CHARACTERS)
        return Spoken(
            "feel", FeelParser(self.text, *inside).whole(), position=start - 1
        )

    # ------------------------------------------------------------------
    # What process engines in Java offer to scripts
    # ------------------------------------------------------------------
    def called(self, methods):
        """Whether ``execution.method(`` of one of these stands here."""
        here = [word[:2] for word in self.words[self.place : self.place + 4]]
        if here[1:2] != [(tokens.OP, ".")] or here[3:] != [(tokens.OP, "(")]:
            return False
        (kind, caller), (_kind, method) = here[0], here[2]
        return kind == NAME and caller in CALLERS and method in methods

    def variable_set(self):
        """The name, and the tree of its value."""
        self.place += 4
        word = self.target(tokens.STRING)
        self.expect(",")
        tree = self.expression()
        self.expect(")")
        return word, tree

    def primary(self):
        word = self.word
        if word.kind == tokens.FORMULA:
            self.place += 1
            end = word.position + len(word.value) - 1
            inside = (word.position + 2, end, MOST_CHARACTERS)
            tree = JuelParser(self.text, *inside).whole()
            return Spoken("juel", tree, position=word.position)
        return super().primary()


def parse_script(text):
    """Read a script.

    :raise ExpressionError: see errors.py
    """
    return Script(text, ScriptParser(text).assignments())
