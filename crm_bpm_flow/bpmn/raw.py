"""What is kept as text: XML in one form, whichever file it came from."""

import re
from zlib import crc32

from lxml import etree

from .errors import BpmnError
from .names import BPMN, LETTERS, NAME_PATTERN, PREFIXES, RANK, XSI
from .parsing import namespace_of, parser

TYPE = f"{{{XSI}}}type"
NAME = re.compile(NAME_PATTERN)
UNSAFE = re.compile(rf"[^{LETTERS}0-9.\-]")
MADE_UP = re.compile(r"ns\d+")


def split(tag):
    """(namespace, local name) of a tag or an attribute's name."""
    uri, _sign, local = tag.rpartition("}")
    return uri[1:], local


def local_name(element):
    return element.tag.rpartition("}")[2]


def safe_id(text):
    """The text as XML allows it for an id; the same when it does."""
    if NAME.fullmatch(text):
        return text
    return "_" + UNSAFE.sub("_", text)


def free_id(stem, taken):
    """The stem, or the first of ``stem_2``, ``stem_3``... that is free; now taken.

    :param set taken: ids that are in use
    """
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    taken.add(found)
    return found


def prefixes_in(root):
    """{namespace: prefix}, one for each that a document declares, known ones aside.

    One that has no prefix, or another's, gets one that depends on nothing else.
    """
    found, taken = {}, set(PREFIXES.values())
    for _event, (prefix, uri) in etree.iterwalk(root, events=("start-ns",)):
        uri = namespace_of(uri)
        if uri in PREFIXES or uri in found:
            continue
        if not prefix or prefix in taken or MADE_UP.fullmatch(prefix):
            prefix = f"x{crc32(uri.encode()):08x}"
        found[uri] = prefix
        taken.add(prefix)
    return found


def to_xml(element, prefixes):
    """The text of an element, in a form that depends on nothing around it."""
    uris = {split(node.tag)[0] for node in element.iter(etree.Element)}
    for node in element.iter(etree.Element):
        uris.update(split(name)[0] for name in node.attrib)
    uris -= {"", "http://www.w3.org/XML/1998/namespace"}
    nsmap = {}
    for uri in sorted(uris):
        prefix = PREFIXES.get(uri) or prefixes.get(uri)
        nsmap[prefix or f"x{crc32(uri.encode()):08x}"] = uri
    copy = _copied(element, None, nsmap)
    try:
        return etree.tostring(copy, method="c14n", with_comments=False).decode()
    except etree.C14NError:  # a namespace that is no full address
        return etree.tostring(copy, encoding="unicode")


def _copied(element, parent, nsmap):
    if parent is None:
        copy = etree.Element(element.tag, nsmap=nsmap)
    else:
        copy = etree.SubElement(parent, element.tag)
    for name, value in element.items():
        copy.set(name, _type(element, value) if name == TYPE else value)
    children = [child for child in element if isinstance(child.tag, str)]
    copy.text = _text(element.text, children)
    for child in children:
        _copied(child, copy, nsmap).tail = _text(child.tail, children)
    return copy


def _text(text, children):
    """White space between children is layout."""
    if text is None or (children and not text.strip()):
        return None
    return text


def _type(element, value):
    """``xsi:type`` names a type with the prefix of its own document."""
    prefix, _colon, name = value.strip().rpartition(":")
    uri = element.nsmap.get(prefix or None)
    if uri == BPMN or (not uri and name.startswith("t")):
        return f"bpmn:{name}"
    return value


def from_xml(text):
    """The element of a kept text.

    :raise BpmnError: ``bad_value``, it is no XML (any more)
    """
    try:
        return etree.fromstring(text.encode(), parser())
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        values = {"attribute": "xml", "value": text[:60]}
        raise BpmnError("bad_value", element=None, **values) from None


def in_order(elements, ranks=RANK):
    """Elements of the standard as its schema orders them, unknown ones last."""
    return sorted(elements, key=lambda item: ranks.get(_known(item), len(ranks)))


def _known(element):
    uri, name = split(element.tag)
    return name if uri == BPMN else None
