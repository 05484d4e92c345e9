"""What names mean while a tree is walked."""

from .tree import ITEM


class Scope:
    """What names mean, from a dict; the models put records behind the same methods.

    :param now: the moment that ``now()`` and ``today()`` tell; the engine has no clock
    """

    def __init__(self, values=(), now=None):
        self.values = dict(values)
        self.moment = now

    def name(self, name):
        """The value of a root name; ``LookupError`` when there is none."""
        return self.values[name]

    def attribute(self, value, name):
        """A field of a value; ``LookupError`` when it has none of that name."""
        if not isinstance(value, dict):
            raise LookupError(name)
        return value[name]

    def now(self):
        """The moment, in UTC."""
        if self.moment is None:
            raise LookupError("now")
        return self.moment

    def today(self):
        """The day; the models know whose."""
        return self.now().date()


class Layer:
    """A scope in front of another one: ``assigned`` hides what it has of a name."""

    def __init__(self, scope, assigned=()):
        self.assigned = dict(assigned)
        self.outer = scope

    def name(self, name):
        if name in self.assigned:
            return self.assigned[name]
        return self.outer.name(name)

    def __getattr__(self, name):
        return getattr(self.outer, name)


class ItemLayer(Layer):
    """A scope in which an item and its fields have names."""

    def __init__(self, scope, item):
        super().__init__(scope, {ITEM: item})

    def name(self, name):
        if name != ITEM:
            try:
                return self.outer.attribute(self.assigned[ITEM], name)
            except LookupError:
                return self.outer.name(name)
        return self.assigned[ITEM]
