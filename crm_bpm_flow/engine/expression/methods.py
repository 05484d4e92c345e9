"""Methods of values, as Java's and JavaScript's call them, in our functions.

For parsers of languages that have them: ``list.size()``,
``execution.getVariable('x')``.
"""

from .building import call
from .names import is_name
from .tokens import NAME
from .tree import Binary, Literal, Name

# Methods of values -> our function, and how many arguments there must be.
METHODS = {
    "size": ("count", (0,)),
    "length": ("len", (0,)),
    "isEmpty": ("empty", (0,)),
    "contains": ("contains", (1,)),
    "includes": ("contains", (1,)),
    "containsKey": ("contains", (1,)),
    "startsWith": ("startswith", (1,)),
    "endsWith": ("endswith", (1,)),
    "toLowerCase": ("lower", (0,)),
    "toUpperCase": ("upper", (0,)),
    "trim": ("trim", (0,)),
    "substring": ("slice", (1, 2)),
    "replace": ("replace", (2,)),
    "replaceAll": ("replace_pattern", (2,)),
    "toString": ("text", (0,)),
    "intValue": ("int", (0,)),
    "longValue": ("int", (0,)),
    "doubleValue": ("number", (0,)),
    "getOrDefault": ("get", (2,)),
}
# Methods that say the same as what they are asked of.
SAME = ("booleanValue", "toDate", "value", "stringValue", "numberValue", "boolValue")
READING = ("getVariable", "getVariableLocal")
CALLERS = ("execution", "task", "caseExecution", "delegateTask")
# Lengths that moments can be moved by: plusDays(2), minusHours(1).
MOVES = {
    **{name: (name.lower(), 1) for name in ("Days", "Hours", "Minutes", "Months")},
    "Seconds": ("minutes", 1 / 60),
    "Weeks": ("days", 7),
    "Years": ("months", 12),
}
# What the case itself is asked for.
OF_CASE = {
    "processBusinessKey": "business_key",
    "processInstanceBusinessKey": "business_key",
    "businessKey": "business_key",
}


class Methods:
    """What a parser with methods does behind a dot."""

    dialect = "juel"

    def step(self, tree):
        word = self.word
        if self.key(1) != "(" or word.kind != NAME:
            return self.of_caller(tree) or super().step(tree)
        self.place += 2
        return self.method(tree, word, self.listed(")"))

    def method(self, tree, word, arguments):
        """``list.size()`` and the like; ``execution.getVariable('x')`` is x."""
        name, position, count = word.value, word.position, len(arguments)
        if isinstance(tree, Name) and tree.name in CALLERS:
            return self.asked(tree, word, arguments)
        if name == "equals" and count == 1:
            return Binary("==", tree, arguments[0], position)
        if name == "equalsIgnoreCase" and count == 1:
            sides = (call("lower", (side,), position) for side in (tree, *arguments))
            return Binary("==", *sides, position)
        if name in ("get", "prop") and count == 1:
            return self.kept_under(tree, arguments[0], position)
        if name == "matches" and count == 1 and _is_text(arguments[0]):
            whole = Literal(f"^(?:{arguments[0].value})$", arguments[0].position)
            return call("matches", (tree, whole), position)
        if name in SAME and not count:
            return tree
        moved = _moved(tree, name, arguments, position)
        if moved is not None:
            return moved
        function, counts = METHODS.get(name, (None, ()))
        if count not in counts:
            raise self.foreign(f"{name}()", position)
        return call(function, (tree, *arguments), position)

    def asked(self, tree, word, arguments):
        """What the engine of another tool is asked of a running process."""
        name, count = word.value, len(arguments)
        if name in (*READING, "hasVariable") and count == 1:
            variable = self.variable(arguments[0], word)
            if name in READING:
                return variable
            return call("defined", (variable,), word.position)
        known = name[3:4].lower() + name[4:] if name.startswith("get") else ""
        if known in OF_CASE and not count:
            return Name(OF_CASE[known], word.position)
        raise self.foreign(f"{tree.name}.{name}()", word.position)

    def variable(self, argument, word):
        if not isinstance(argument, Literal) or not is_name(argument.value):
            raise self.foreign(f"{word.value}()", word.position)
        return Name(argument.value, argument.position)

    def of_caller(self, tree):
        """What the engine of another tool knows of itself; of the most nobody knows
        here. None of any other value."""
        if not isinstance(tree, Name) or tree.name not in CALLERS:
            return None
        if self.word.value not in OF_CASE:
            raise self.foreign(tree.name, tree.position)
        return Name(OF_CASE[self.take().value], tree.position)


def _is_text(tree):
    return isinstance(tree, Literal) and isinstance(tree.value, str)


def _moved(tree, name, arguments, position):
    """``now().plusDays(2)``, None of other methods."""
    for start, sign in (("plus", "+"), ("minus", "-")):
        function, times = MOVES.get(name.removeprefix(start), (None, 1))
        if name.startswith(start) and function and len(arguments) == 1:
            count = arguments[0]
            if times != 1:
                count = Binary("*", count, Literal(times, position), position)
            return Binary(sign, tree, call(function, (count,), position), position)
    return None
