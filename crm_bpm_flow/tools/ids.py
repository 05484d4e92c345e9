"""Records that a caller names, perhaps over the network."""

from odoo.exceptions import UserError
from odoo.models import BaseModel

LAST = 2**31 - 1  # of the database's column


def ids_of(env, value):
    """The ids that are meant.

    :param value: a recordset, an id, or a list of ids
    :return: list of int
    :raises UserError: for anything else
    """
    if isinstance(value, BaseModel):
        return value.ids
    found = list(value) if isinstance(value, (list, tuple, set)) else [value]
    return [_id(env, one) for one in found]


def _id(env, value):
    text = str(value)
    if isinstance(value, bool) or not text.isdecimal() or not 0 < int(text) <= LAST:
        raise UserError(env._("Records are named by their ids: “%s” is none.", text))
    return int(text)
