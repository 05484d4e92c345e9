"""What all parts of reading share: ids, references, and what is kept as it is."""

from .errors import Problem
from .model import Formal
from .names import ARTIFACTS, BPMN, BPMNDI, DEFINITION, KINDS, RANK, RAW_KINDS, ROOTS
from .raw import in_order, local_name, prefixes_in, split, to_xml
from .settings import read_settings

COMMON = frozenset(("id", "name"))
HANDLED = frozenset(("documentation", "extensionElements", "incoming", "outgoing"))
# Whose ids are given out by ``claim`` or ``optional_id``, and where.
CLAIMED_AT_TOP = frozenset(("process", "collaboration", *ROOTS, "definitions"))
CLAIMED = frozenset(
    (
        *KINDS,
        *DEFINITION,
        *RAW_KINDS,
        *ARTIFACTS,
        "standardLoopCharacteristics",
        "multiInstanceLoopCharacteristics",
        "sequenceFlow",
        "association",
        "laneSet",
        "childLaneSet",
        "lane",
        "participant",
        "messageFlow",
    )
)
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class Reader:
    """The state of one reading.

    :ivar ids: {id as in the file: id as it is called} of everything of the standard
    :ivar elements: {id: its XML element}
    """

    def __init__(self, root, namespace):
        self.root, self.own = root, namespace
        self.prefixes = prefixes_in(root)
        self.problems = []
        self.ends = {}  # of flows, as the file says them
        self.ids, self.elements, self.taken = {}, {}, set()
        for element in root.iter(f"{{{BPMN}}}*"):
            self._note_id(element)
        self.known, self.numbers = set(self.ids.values()), {}

    # ------------------------------------------------------------------
    # Ids
    # ------------------------------------------------------------------
    def _note_id(self, element):
        """The first of one id keeps it; what is kept as it is must give way at once."""
        written = element.get("id", "").strip()
        parent = element.getparent()
        is_claimed = local_name(element) in CLAIMED and parent is not self.root
        is_claimed = is_claimed or local_name(element) in CLAIMED_AT_TOP
        if not written:
            return
        if written not in self.ids:
            real = element.get(f"{{{self.own}}}id", written)
            self.ids[written], self.elements[real] = real, element
            if not is_claimed:
                self.taken.add(real)
        elif not is_claimed:
            del element.attrib["id"]
            self.problem("duplicate_id", written, kind=local_name(element), id=written)

    def claim(self, element, stem=None):
        """The id of an element; a new one when it has none or it is taken."""
        kind, written = local_name(element), element.get("id", "").strip()
        found = self.ids.get(written)
        if found is not None and found not in self.taken:
            self.taken.add(found)
            return found
        new_id = self.unused(stem or found or kind)
        if found is None:
            self.problem("missing_id", new_id, kind=kind)
        else:
            self.problem("duplicate_id", new_id, kind=kind, id=found)
        self.elements[new_id] = element
        return new_id

    def unused(self, stem):
        number = self.numbers.get(stem, 1)
        while f"{stem}_{number}" in self.known or f"{stem}_{number}" in self.taken:
            number += 1
        self.numbers[stem] = number + 1
        self.taken.add(f"{stem}_{number}")
        return f"{stem}_{number}"

    def optional_id(self, element):
        """The id of something that needs none."""
        found = self.ids.get(element.get("id", "").strip(), "")
        if found in self.taken:
            return ""
        if found:
            self.taken.add(found)
        return found

    def find(self, value):
        """The id that a reference means, with or without a prefix; None."""
        value = (value or "").strip()
        found = self.ids.get(value)
        return self.ids.get(value.rpartition(":")[2]) if found is None else found

    def refer(self, owner, attribute, value, kinds=None):
        """The same, of these kinds; a problem of its owner when it is not there."""
        if not (value or "").strip():
            return None
        found = self.find(value)
        if found is None or (kinds and self.kind(found) not in kinds):
            self.problem("dangling", owner, attribute=attribute, value=value.strip())
            return None
        return found

    def kind(self, part_id):
        """The kind of a thing of the file; None for an unknown one."""
        element = self.elements.get(part_id)
        return None if element is None else local_name(element)

    def problem(self, code, element, **args):
        self.problems.append(Problem(code, element, args))

    # ------------------------------------------------------------------
    # Values
    # ------------------------------------------------------------------
    def value(self, owner, attribute, kind, text, default):
        """An attribute as what it is."""
        if text is None:
            return default
        text = text.strip()
        if isinstance(kind, tuple):
            return text if text in kind else default
        if kind == "bool":
            return BOOLEANS.get(text.lower(), default)
        if kind == "int":
            return self.number(owner, attribute, text, default)
        if kind == "ref":
            return self.refer(owner, attribute, text) or default
        return text or default

    def number(self, owner, attribute, text, default):
        if not text.isdecimal() or len(text) > 9:
            self.problem("bad_number", owner, attribute=attribute, value=text[:40])
            return default
        return int(text)

    def child(self, element, name):
        return element.find(f"{{{BPMN}}}{name}")

    def formal(self, element, name):
        """The expression in a child; None when there is none or it is empty."""
        child = self.child(element, name)
        text = "" if child is None else "".join(child.itertext()).strip()
        if not text:
            return None
        attributes = {
            key: value
            for key, value in self.attributes(child, ("language",)).items()
            if key not in ("evaluatesToTypeRef",) and not key.endswith("}type")
        }
        return Formal(text, child.get("language", "").strip(), attributes)

    # ------------------------------------------------------------------
    # What everything has, and what is kept
    # ------------------------------------------------------------------
    def part(self, element, part_id, known=(), handled=(), ranks=RANK):
        """The fields of ``Part``.

        :param known: attributes that somebody else reads; ``handled``: children
        """
        extensions, settings, others = self._extensions(element)
        for child in element:
            name = local_name(child)
            uri = split(child.tag)[0]
            if uri == BPMNDI:
                continue  # drawings are read by themselves
            if uri != BPMN or (name not in HANDLED and name not in handled):
                others.append(child)
        documentation = self._documentation(element, others)
        others = in_order(others, ranks)
        return {
            "id": part_id,
            "name": element.get("name") or self.own_attribute(element, "name") or "",
            "documentation": documentation,
            "attributes": self.attributes(element, known),
            "extensions": extensions,
            "others": self.kept(others),
            "settings": settings,
        }

    def _documentation(self, element, others):
        """The text of the first one; more of them are kept."""
        first, *more = element.findall(f"{{{BPMN}}}documentation") or [None]
        others.extend(more)
        if first is None:
            return ""
        if first.get("textFormat", "text/plain") != "text/plain" or len(first):
            others.append(first)
            return ""
        return (first.text or "").strip()

    def _extensions(self, element):
        """Foreign elements, our settings, and others of the standard's that have no
        place of their own."""
        foreign, settings, others = [], {}, []
        for wrapper in element.findall(f"{{{BPMN}}}extensionElements"):
            for child in wrapper:
                if child.tag == f"{{{self.own}}}settings":
                    settings.update(read_settings(child))
                elif child.tag == f"{{{self.own}}}kept":
                    others.extend(child)
                else:
                    foreign.append(child)
        return self.kept(foreign), settings, others

    def kept(self, elements):
        return tuple(to_xml(element, self.prefixes) for element in elements)

    def attributes(self, element, known=()):
        """Those that are not read. ``_x`` in our namespace is an ``x`` that the
        standard does not have."""
        found = {}
        for key, value in element.items():
            uri, name = split(key)
            if uri == self.own:
                if name.startswith("_"):
                    found[name[1:]] = value
            elif uri or (name not in COMMON and name not in known):
                found[key] = value
        return found

    def own_attribute(self, element, name):
        return element.get(f"{{{self.own}}}{name}")


def is_node(element):
    uri, name = split(element.tag)
    return uri == BPMN and name in KINDS
