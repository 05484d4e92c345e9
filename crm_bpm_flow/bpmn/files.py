"""A process file of any kind that is understood, told apart by what is in it."""

from lxml import etree

from .bitrix import is_template, read_template, unpacked
from .errors import BpmnError
from .names import KINDS
from .parsing import standard, tree_of
from .read import read_tree
from .xpdl import is_xpdl, read_package

MOST_PARTS = 40_000
COUNTED = {*KINDS, "sequenceFlow", "association", "lane", "messageFlow"}
COUNTED |= {"Activity", "Transition", "Association", "Lane", "MessageFlow", "Artifact"}


def read_file(data):
    """The ``Definitions`` of a file: BPMN 2.0, XPDL 2 or a template of Bitrix24.

    :param data: str or bytes
    :raise BpmnError: see errors.py. Everything less is mended and told in
        ``problems``.
    """
    if is_template(data):
        return read_template(unpacked(data))
    root = tree_of(data)
    _check_many(root)
    if is_xpdl(root):
        return read_package(root)
    return read_tree(standard(root))


def _check_many(root):
    """Nobody drew so many: their rows would take all of the memory."""
    count = 0
    for element in root.iter(etree.Element):
        count += element.tag.rpartition("}")[2] in COUNTED
        if count > MOST_PARTS:
            raise BpmnError("too_many", most=MOST_PARTS)
