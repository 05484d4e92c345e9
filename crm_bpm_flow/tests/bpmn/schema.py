"""The standard's own XML schema, as SpiffWorkflow brings it along.

It is not a part of this project: the tests' requirements install it.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

FOLDER = ("bpmn", "parser", "schema")


class OnlyBeside(etree.Resolver):
    """What the schema includes lies beside it; nothing is fetched from elsewhere."""

    def __init__(self, folder):
        super().__init__()
        self.folder = folder

    def resolve(self, system_url, public_id, context):
        return self.resolve_filename(str(self.folder / Path(system_url).name), context)


@cache
def schema():
    """The schema of whole files, ``BPMN20.xsd``."""
    (package,) = find_spec("SpiffWorkflow").submodule_search_locations
    folder = Path(package, *FOLDER)
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    parser.resolvers.add(OnlyBeside(folder))
    return etree.XMLSchema(etree.parse(str(folder / "BPMN20.xsd"), parser))


def mistakes(xml):
    """What the schema says against a file: sentences, none for a valid one."""
    found = schema()
    tree = etree.fromstring(xml.encode())
    if found.validate(tree):
        return []
    return [f"line {error.line}: {error.message}" for error in found.error_log]
