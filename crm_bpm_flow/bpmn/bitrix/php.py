"""PHP's ``serialize``: texts, numbers and arrays. Objects and references are refused:
nothing that the data name is ever made or run."""

MOST_DEPTH = 200
MOST_ITEMS = 300_000


class PhpError(ValueError):
    """:ivar place: the byte where it stops being what it should be"""

    def __init__(self, place):
        super().__init__(place)
        self.place = place


def unserialize(data):
    """The value; arrays are dicts with int and str keys, in their order.

    :param bytes data:
    :raise PhpError: it is none, it holds objects, or it is larger than anybody's
    """
    reader = Reader(data)
    value = reader.value(0)
    if data[reader.place :].strip():
        raise PhpError(reader.place)
    return value


class Reader:
    def __init__(self, data):
        self.data, self.place, self.items = data, 0, 0

    def value(self, depth):
        kind = self.data[self.place : self.place + 1]
        self.items += 1
        if depth > MOST_DEPTH or self.items > MOST_ITEMS:
            raise PhpError(self.place)
        if kind == b"N":
            self._skip(b"N;")
            return None
        read = {b"i": int, b"d": float, b"b": _bool}.get(kind)
        if read:
            return self._number(kind, read)
        if kind == b"s":
            return self._text()
        if kind == b"a":
            return self._array(depth)
        raise PhpError(self.place)

    def _number(self, kind, read):
        self._skip(kind + b":")
        text = self._until(b";", 60)
        try:
            return read(text)
        except ValueError:
            raise PhpError(self.place) from None

    def _text(self):
        self._skip(b"s:")
        length = self._length()
        self._skip(b'"')
        end = self.place + length
        found = self.data[self.place : end]
        if len(found) < length:
            raise PhpError(self.place)
        self.place = end
        self._skip(b'";')
        try:
            return found.decode()
        except UnicodeDecodeError:
            return found.decode("cp1251", "replace")  # of older installations

    def _array(self, depth):
        self._skip(b"a:")
        count = self._length()
        self._skip(b"{")
        found = {}
        for _number in range(min(count, MOST_ITEMS + 1)):
            key = self.value(depth + 1)
            if not isinstance(key, (int, str)):
                raise PhpError(self.place)
            found[key] = self.value(depth + 1)
        self._skip(b"}")
        return found

    def _length(self):
        text = self._until(b":", 12)
        if not text.isdigit():
            raise PhpError(self.place)
        return int(text)

    def _until(self, sign, most):
        end = self.data.find(sign, self.place, self.place + most)
        if end < 0:
            raise PhpError(self.place)
        found = self.data[self.place : end]
        self.place = end + 1
        return found.decode("latin-1")

    def _skip(self, expected):
        if self.data[self.place : self.place + len(expected)] != expected:
            raise PhpError(self.place)
        self.place += len(expected)


def _bool(text):
    return bool(int(text))
