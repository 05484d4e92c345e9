"""What may be a name in the bare form."""

import re

NAME = re.compile(r"[^\W\d]\w*")
CONSTANTS = {"true": True, "false": False, "null": None, "none": None}
RESERVED = frozenset({"and", "or", "not", "in", "if", "then", "else", *CONSTANTS})


def is_name(value):
    """Whether a string can stand as a name in the bare form."""
    if not isinstance(value, str) or not NAME.fullmatch(value):
        return False
    return value.lower() not in RESERVED
