"""BPMN 2.0 files: read leniently, written by the standard's schema.

Needs engine/ and lxml, never Odoo. ::

    definitions = read(xml)
    nodes, flows = graph_of(definitions.processes[0], definitions)
    xml = write(definitions)
"""

from .complete import completed, tidied
from .decision_refs import refer_to_decision
from .dmn import Decision, is_dmn, read_decisions
from .dmn_write import write_decisions
from .drawn import Diagram, Edge, Shape
from .errors import BpmnError, Problem
from .files import read_file
from .model import (
    Association,
    Collaboration,
    DataWay,
    Definitions,
    Element,
    Event,
    Flow,
    Formal,
    Kept,
    Lane,
    Loop,
    Mapping,
    MessageFlow,
    Part,
    Participant,
    Process,
    Root,
)
from .names import OWN
from .plain import plain
from .read import read
from .write import write
from .to_engine import (
    code_of,
    ends_all,
    condition_of,
    graph_of,
    handlers_of,
    instances_of,
    number_of,
)
