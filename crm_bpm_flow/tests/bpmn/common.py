from pathlib import Path

from ...bpmn import read

FILES = Path(__file__).parent / "files"
NAMES = tuple(sorted(path.stem for path in FILES.glob("*.bpmn")))
HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' targetNamespace="urn:test" {}>'
)


def load(name):
    """The definitions of one of the test files."""
    return read((FILES / f"{name}.bpmn").read_bytes())


def document(inside, attributes=""):
    """A whole file around some elements of a process."""
    head = HEAD.format(attributes)
    return f'{head}<process id="p">{inside}</process></definitions>'


def elements(inside, attributes=""):
    """{id: Element} of a process with this inside."""
    found = read(document(inside, attributes)).processes[0].elements
    return {element.id: element for element in found}


def by_id(process):
    return {element.id: element for element in process.elements}


def problems(definitions):
    return [(found.code, found.element) for found in definitions.problems]
