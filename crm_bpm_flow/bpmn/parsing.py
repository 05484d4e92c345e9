"""From bytes to a tree of elements, without trusting them.

No entity is expanded, nothing is fetched, and limits of size and depth hold. What real
files do wrong and still mean something is mended here: encodings other than they
say, prefixes that nobody declared, names of older drafts.
"""

import re
from functools import lru_cache
from urllib.parse import quote

from lxml import etree

from .errors import BpmnError
from .names import ALIASES, BPMN, BPMNDI, DC, DI, UNDECLARED

MOST_BYTES = 50 * 1024 * 1024
MOST_DEPTH = 200
# Signs that begin tags and values: a tree of more would take all of the memory.
MOST_TAGS, MOST_VALUES = 400_000, 1_000_000
# The parser compares each attribute of an element with all before it.
MOST_ATTRIBUTES = 1000
TAG = re.compile(rb"<[^\s=<>\"'/]+([^<]*)")
ATTRIBUTE = re.compile(rb"""\s+[^\s=<>"'/]+\s*=\s*(?:"[^"]*"|'[^']*')""")
UNKNOWN = "urn:undeclared:"
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.\-]+)["']""")
ENTITY = re.compile(rb"<!DOCTYPE[^\[>]*\[[^\]]*<!ENTITY", re.IGNORECASE)
DRAWN = {
    **dict.fromkeys(("BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge"), BPMNDI),
    **dict.fromkeys(("BPMNLabel", "BPMNLabelStyle"), BPMNDI),
    **dict.fromkeys(("Bounds", "Font"), DC),
    "waypoint": DI,
}
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def parse(xml):
    """The root element, its names those of the standard.

    :param xml: str or bytes
    :raise BpmnError: ``empty``, ``too_large``, ``too_deep``, ``entities``,
        ``not_xml``, ``not_bpmn``
    """
    return standard(tree_of(xml))


def tree_of(xml):
    """The root element of any XML, as the file has it; raises as ``parse`` does."""
    if len(xml) > MOST_BYTES:
        raise BpmnError("too_large", most=MOST_BYTES)
    if not xml.strip():
        raise BpmnError("empty")
    root = _from_text(xml) if isinstance(xml, str) else _from_bytes(xml)
    _check_depth(root)
    return root


def standard(root):
    """The root with names of the standard; :raise BpmnError: ``not_bpmn``"""
    _rename(root)
    if root.tag != f"{{{BPMN}}}definitions":
        raise BpmnError("not_bpmn", root=root.tag.rpartition("}")[2][:60])
    return root


def parser(recover=False):
    """An XML parser that does nothing but parse."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _from_text(text):
    text = DECLARATION.sub("", text.lstrip("\ufeff"), count=1).strip()
    try:
        data = text.encode()
    except UnicodeEncodeError:
        raise BpmnError("not_xml", line=0, column=0) from None
    return _tree(data)


def _from_bytes(data):
    wide = WIDE.get(data[:2])
    if wide is None:
        try:
            return _tree(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        except BpmnError as error:
            if error.code != "not_xml":
                raise
    declared = ENCODING.search(data)
    names = [wide, declared and declared[1].decode(), "utf-8-sig", "cp1252", "latin-1"]
    return _from_text(_decoded(data, filter(None, names)))


def _decoded(data, names):
    """The text in the first encoding that fits; the last one always does."""
    for name in names:
        text = _try_decode(data, name)
        if text is not None and text.lstrip("\ufeff \t\r\n").startswith("<"):
            return text
    raise BpmnError("not_xml", line=0, column=0)


def _try_decode(data, name):
    try:
        return data.decode(name)
    except (LookupError, UnicodeError):
        return None


def _tree(data):
    if ENTITY.search(data):
        raise BpmnError("entities")
    if data.count(b"<") > MOST_TAGS or data.count(b"=") > MOST_VALUES:
        raise BpmnError("too_many", most=MOST_TAGS)
    _check_attributes(data)
    strict = parser()
    try:
        root = etree.fromstring(data, strict)
    except etree.XMLSyntaxError as error:
        # The log of the error itself holds what other files did wrong before.
        if not _only_prefixes(strict.error_log):
            raise _syntax(error) from None
        root = _recovered(data)
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise BpmnError("entities")
    return root


def _check_attributes(data):
    flat = data.replace(b"\0", b"")  # wide encodings
    for tag in TAG.finditer(flat):
        if flat.count(b"=", *tag.span(1)) > MOST_ATTRIBUTES:
            count, place = 0, tag.start(1)
            while found := ATTRIBUTE.match(flat, place):
                count, place = count + 1, found.end()
            if count > MOST_ATTRIBUTES:
                raise BpmnError("too_many_attributes", most=MOST_ATTRIBUTES)


def _recovered(data):
    """The tree of a file whose only fault are prefixes that nobody declared."""
    lenient = parser(recover=True)
    root = etree.fromstring(data, lenient)
    if root is None or not _only_prefixes(lenient.error_log):
        raise BpmnError("not_xml", line=0, column=0)
    return root


def _only_prefixes(log):
    return bool(log) and all(entry.domain_name == "NAMESPACE" for entry in log)


def _syntax(error):
    if "depth" in str(error):
        return BpmnError("too_deep", most=MOST_DEPTH)
    line, column = error.position
    return BpmnError("not_xml", line=line, column=column)


def _check_depth(root):
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH:
            raise BpmnError("too_deep", most=MOST_DEPTH)


def _rename(root):
    """Give undeclared prefixes, older drafts and files without any their namespace."""
    bare = root.tag in ("definitions", "bpmn:definitions")
    for element in root.iter(etree.Element):
        tag = _renamed(element.tag, bare)
        if tag != element.tag:
            element.tag = tag
        names = element.keys()
        renamed = [_renamed(name, False) for name in names]
        if renamed != names:
            attributes = dict(zip(renamed, element.values(), strict=True))
            element.attrib.clear()
            element.attrib.update(attributes)


@lru_cache(maxsize=1024)
def _renamed(name, bare):
    if name.startswith("{"):
        uri, _sign, local = name[1:].rpartition("}")
        known = namespace_of(uri)
        return name if known == uri else f"{{{known}}}{local}"
    prefix, colon, local = name.partition(":")
    if colon:
        uri = UNDECLARED.get(prefix, UNKNOWN + quote(prefix))
        return f"{{{uri}}}{local}"
    return f"{{{DRAWN.get(name, BPMN)}}}{name}" if bare else name


@lru_cache(maxsize=256)
def namespace_of(uri):
    """What a namespace is called here; some are no addresses at all."""
    try:
        etree.Element(f"{{{uri}}}x")
    except ValueError:
        return UNKNOWN + quote(uri)
    return ALIASES.get(uri, uri)
