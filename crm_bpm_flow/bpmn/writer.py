"""What all parts of writing share: ids that XML allows, order, kept XML."""

import re

from lxml import etree

from .errors import BpmnError
from .names import (
    BPMN,
    PREFIXES,
    RANK,
    ROOT_RANK,
    STANDARD,
    XSI,
)
from .parsing import namespace_of
from .raw import NAME, from_xml, safe_id, split
from .settings import write_settings

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
TYPE = f"{{{XSI}}}type"
FORMAL = "bpmn:tFormalExpression"
ALLOWED = {name: re.compile(pattern) for name, pattern in STANDARD.items()}


class Writer:
    """The state of one writing.

    :ivar ids: {id: what it is written as}, for those that XML does not allow
    """

    def __init__(self, definitions, namespace):
        self.own = namespace
        self.ids, self.used = {}, set()
        nsmap = {prefix: uri for uri, prefix in PREFIXES.items()}
        for uri, prefix in definitions.prefixes.items():
            nsmap.setdefault(prefix, namespace_of(uri))
        if namespace not in PREFIXES:
            nsmap["bpm"] = namespace
        self.root = etree.Element(f"{{{BPMN}}}definitions", nsmap=nsmap)

    # ------------------------------------------------------------------
    # Ids and values
    # ------------------------------------------------------------------
    def register(self, part_ids):
        """Find a written form for each id; must be told all before they are used."""
        part_ids = list(part_ids)
        taken = {part_id for part_id in part_ids if NAME.fullmatch(part_id)}
        for part_id in part_ids:
            if part_id in taken or not part_id:
                continue
            safe = safe_id(part_id)
            while safe in taken:
                safe += "_"
            self.ids[part_id] = safe
            taken.add(safe)

    def id(self, part_id):
        return self.ids.get(part_id, part_id)

    def set_id(self, element, part_id):
        element.set("id", self.id(part_id))
        if part_id in self.ids:
            self.set_own(element, "id", part_id)

    def set(self, element, name, value):
        """An attribute of the standard's."""
        if isinstance(value, bool):
            value = "true" if value else "false"
        element.set(name, clean(str(value)))

    def set_own(self, element, name, value):
        element.set(f"{{{self.own}}}{name}", clean(str(value)))

    def add(self, parent, name, text=None):
        element = etree.SubElement(parent, f"{{{BPMN}}}{name}")
        if text is not None:
            element.text = clean(text)
        return element

    def formal(self, parent, name, formal, language=None):
        """An expression; it is always a formal one, which may say its language."""
        element = self.add(parent, name, formal.text)
        element.set(TYPE, FORMAL)
        if formal.language:
            self.set(element, "language", formal.language)
        self.write_attributes(element, formal.attributes)
        return element

    # ------------------------------------------------------------------
    # What everything has
    # ------------------------------------------------------------------
    def begin(self, parent, name, part, named=True, ranks=RANK):
        """The element of a part, with all that every part has.

        Its children are to be appended in any order: ``finish`` sorts them.
        """
        element = self.root if name is None else self.add(parent, name)
        if part.id:
            self.set_id(element, part.id)
        if part.name and named is not None:
            (self.set if named else self.set_own)(element, "name", part.name)
        self.write_attributes(element, part.attributes)
        if part.documentation:
            self.add(element, "documentation", part.documentation)
        homeless = self._write_others(element, part, ranks)
        self._write_extensions(element, part, homeless)
        return element

    def _write_others(self, element, part, ranks):
        homeless = []
        for text in part.others:
            child = from_xml(text)
            uri, name = split(child.tag)
            if uri == BPMN and name in ranks:
                element.append(child)
            else:
                homeless.append(child)
        return homeless

    def _write_extensions(self, element, part, homeless):
        if not (part.extensions or part.settings or homeless):
            return
        wrapper = self.add(element, "extensionElements")
        for text in part.extensions:
            wrapper.append(from_xml(text))
        if part.settings:
            wrapper.append(write_settings(part.settings, self.own))
        if homeless:
            kept = etree.SubElement(wrapper, f"{{{self.own}}}kept")
            kept.extend(homeless)

    def write_attributes(self, element, attributes):
        for key, value in attributes.items():
            uri, name = split(key)
            pattern = ALLOWED.get(name)
            known = uri or (pattern and pattern.fullmatch(value))
            key = key if known else f"{{{self.own}}}_{name}"
            try:
                element.set(key, clean(value))
            except ValueError:
                values = {"attribute": name[:60], "value": value[:60]}
                found = element.get("id")
                raise BpmnError("bad_value", element=found, **values) from None

    def finish(self, element, ranks=RANK, places=()):
        """Sort the children as the schema wants them.

        :param places: {child: the name whose place it takes}
        """
        places = dict(places)

        def rank(child):
            uri, name = split(child.tag)
            name = places.get(child, name)
            return ranks.get(name, len(ROOT_RANK) + len(ranks)) if uri == BPMN else -1

        element[:] = sorted(element, key=rank)
        return element


def clean(text):
    """Without the signs that XML cannot hold."""
    return NOT_XML.sub("", text)
