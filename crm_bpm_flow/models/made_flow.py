"""A draft of a process from what Odoo itself has: the parts that both kinds share."""

from itertools import pairwise

from ..bpmn import Definitions, Element, Flow, Process

# Odoo's words for lengths of time, in ours.
LENGTHS = {"days": (1, "days"), "weeks": (7, "days"), "months": (30, "days")}


class Sketch:
    """Steps and ways of one process, as a file of ours would say them.

    :param str key: its code
    :param str model: technical name of what it works on
    """

    def __init__(self, key, name, model):
        settings = {"format": 1, "flow": {"model": model}}
        self.process = Process(id=key, name=name, settings=settings)
        self.process.is_executable = True
        self.actions = {}

    def add(self, kind, key, name="", **settings):
        """A step; :return: its id"""
        note = settings.pop("note", "")
        element = Element(id=key, kind=kind, name=name, documentation=note)
        element.settings = {k: v for k, v in settings.items() if v not in (None, "")}
        self.process.elements.append(element)
        return key

    def link(self, source, target):
        flow = Flow(id=f"{source}_to_{target}", source=source, target=target)
        self.process.flows.append(flow)

    def chain(self, keys):
        """One behind the other."""
        for source, target in pairwise(keys):
            self.link(source, target)

    def definitions(self):
        return Definitions(processes=[self.process])


def length(amount, unit):
    """Settings of a deadline; empty without one."""
    factor, name = LENGTHS.get(unit, (1, "days"))
    if not amount or amount < 0:
        return {}
    return {"deadline_amount": amount * factor, "deadline_unit": name}
