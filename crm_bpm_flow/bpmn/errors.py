"""What can be wrong with a file as a whole, and with what stands in it."""

from typing import NamedTuple


class BpmnError(Exception):
    """The file cannot be read: a code and values, no sentence.

    Codes: ``empty``; ``too_large`` {most} (bytes); ``too_deep`` {most}; ``too_many``
    {most}; ``too_many_attributes`` {most}, of one element; ``entities``,
    it declares entities of its own; ``not_xml`` {line, column};
    ``not_bpmn`` {root}; ``not_bpt`` {place}, a damaged template of Bitrix24;
    ``bpt_kind`` {kind}, one of a kind that is not read;
    ``bad_value`` {element, attribute, value}, when writing: data that make no file.
    """

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def message_args(self):
        return self.values


class Problem(NamedTuple):
    """Something that was mended while reading.

    Codes: ``missing_id`` {kind}, it was given one; ``duplicate_id`` {kind, id}, the
    second was given another; ``dangling`` {attribute, value}, what it refers to is
    not there; ``dropped_flow`` {source, target}, a flow that leads from or to nothing;
    ``bad_number`` {attribute, value}; ``no_host``, an event on no border.
    """

    code: str
    element: str
    args: dict
