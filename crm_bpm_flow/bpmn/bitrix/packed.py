"""From the bytes of a template to plain data, without trusting them."""

import zlib

from ..errors import BpmnError
from .php import PhpError, unserialize

MOST_BYTES = 20 * 1024 * 1024
# zlib at any strength, and gzip.
PACKED = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b")
PLAIN = b"a:"
# Trees of activities; a graph of nodes, which newer editors draw, is something else.
ROOTS = (
    "SequentialWorkflowActivity",
    "StateMachineWorkflowActivity",
    "NodeWorkflowActivity",
)
AUTO = 32 + zlib.MAX_WBITS


def is_template(data):
    return isinstance(data, bytes) and (data[:2] in PACKED or data[:2] == PLAIN)


def unpacked(data):
    """The template as dicts, lists, texts and numbers.

    :raise BpmnError: ``too_large``, ``not_bpt``, ``bpt_kind``
    """
    if data[:2] in PACKED:
        data = _inflated(data)
    if len(data) > MOST_BYTES:
        raise BpmnError("too_large", most=MOST_BYTES)
    try:
        found = unserialize(data)
    except PhpError as error:
        raise BpmnError("not_bpt", place=error.place) from None
    tree = found.get("TEMPLATE") if isinstance(found, dict) else None
    if not isinstance(tree, dict) or not isinstance(tree.get(0), dict):
        raise BpmnError("not_bpt", place=0)
    if tree[0].get("Type") not in ROOTS:
        raise BpmnError("bpt_kind", kind=str(tree[0].get("Type"))[:60])
    return found


def _inflated(data):
    """Never more of it than may be: a small file can hold very much."""
    stream = zlib.decompressobj(AUTO)
    try:
        found = stream.decompress(data, MOST_BYTES + 1)
    except zlib.error:
        raise BpmnError("not_bpt", place=0) from None
    if not stream.eof and len(found) <= MOST_BYTES:
        raise BpmnError("not_bpt", place=len(found))
    return found
