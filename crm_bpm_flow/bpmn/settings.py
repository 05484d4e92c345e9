"""Our own settings of an element, as XML: dicts, lists, texts, numbers, yes and no."""

from lxml import etree

from .errors import BpmnError

TYPES = {"int": int, "float": float, "bool": lambda text: text == "true"}
MOST_DEPTH = 20


def write_settings(values, namespace):
    """The element for a dict; ``BpmnError`` for a value that it cannot hold."""
    element = etree.Element(f"{{{namespace}}}settings")
    for name, value in values.items():
        element.append(_written(value, namespace, str(name)))
    return element


def _written(value, namespace, name=None, depth=0):
    if isinstance(value, dict):
        element = etree.Element(f"{{{namespace}}}map")
        parts = [(str(key), part) for key, part in value.items()]
    elif isinstance(value, (list, tuple)):
        element = etree.Element(f"{{{namespace}}}list")
        parts = [(None, part) for part in value]
    else:
        element, parts = etree.Element(f"{{{namespace}}}value"), ()
        _write_plain(element, value, name)
    if name is not None:
        _set(element, "name", name)
    if depth > MOST_DEPTH:
        raise BpmnError("bad_value", element="settings", attribute=name, value="...")
    for key, part in parts:
        element.append(_written(part, namespace, key, depth + 1))
    return element


def _write_plain(element, value, name):
    if value is None:
        element.set("type", "none")
    elif isinstance(value, bool):
        element.set("type", "bool")
        element.text = "true" if value else "false"
    elif isinstance(value, (int, float)):
        element.set("type", type(value).__name__)
        element.text = repr(value)
    elif isinstance(value, str):
        _set(element, None, value)
    else:
        found = {"attribute": name, "value": type(value).__name__}
        raise BpmnError("bad_value", element="settings", **found)


def _set(element, attribute, text):
    try:
        if attribute is None:
            element.text = text
        else:
            element.set(attribute, text)
    except ValueError:  # signs that XML cannot hold
        values = {"attribute": attribute, "value": text[:40]}
        raise BpmnError("bad_value", element="settings", **values) from None


def read_settings(element):
    """The dict of a settings element."""
    return {child.get("name", ""): _read(child) for child in element}


def _read(element):
    kind = element.tag.rpartition("}")[2]
    if kind == "map":
        return read_settings(element)
    if kind == "list":
        return [_read(child) for child in element]
    text, type_name = element.text or "", element.get("type")
    if type_name == "none":
        return None
    try:
        return TYPES.get(type_name, str)(text)
    except ValueError:
        return text
