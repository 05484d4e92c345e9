from odoo import api, models
from odoo.exceptions import UserError

from ..bpmn import BpmnError, read_file

# Nobody draws that many; their rows would keep everybody waiting.
MOST_ELEMENTS = 3000


class BpmFlowImport(models.Model):
    """Processes from files of BPMN 2.0 and other kinds (see ``bpmn.files``)."""

    _inherit = "bpm.flow"

    @api.model
    def import_bpmn(self, xml, model="crm.lead", dmn=None):
        """Make a process of each executable process in a file, or a new draft of the
        one that has its code already.

        :param xml: str or bytes
        :param str model: technical name of what the processes work on
        :param dmn: the content of a DMN file, or of several as a list: their decisions
            become tables of the steps that refer to them
        :return: ``bpm.flow``, each with a draft, in the file's order
        :raises UserError: saying why the file cannot be read
        :raises AccessError: when the user may not design processes
        """
        self.check_access("create")
        self._check_importable(model)
        definitions = self._definitions_of(xml)
        for called in self._called_definitions(definitions):
            self._import_definitions(called, model, own_model=True)
        made = self._import_definitions(definitions, model)
        flows = self.browse([flow.id for flow in made.values()])
        for text in dmn if isinstance(dmn, list) else [dmn] if dmn else ():
            flows._take_decisions(text)
        return flows

    def _take_decisions(self, xml):
        """Give the drafts' steps the decisions of a DMN file that they refer to."""
        for flow in self:
            if any(node._decision_ref() for node in flow.draft_id.node_ids):
                flow.draft_id.import_dmn(xml)

    def _definitions_of(self, xml):
        """``bpmn.Definitions`` of a file.

        :raises UserError: saying why it cannot be read
        """
        if not isinstance(xml, (str, bytes)):
            raise UserError(self.env._("Give the content of a BPMN file."))
        try:
            return read_file(xml)
        except BpmnError as error:
            raise UserError(self._bpmn_sentence(error)) from error

    def _import_definitions(self, definitions, model, as_new=False, own_model=False):
        """A process of each executable one; of all when none is.

        :param bool as_new: also where one of the same code is here already
        :param bool own_model: on what the file says, where it says what is here
        :return: ``{process id: bpm.flow}`` in the file's order
        """
        wanted = [p for p in definitions.processes if p.is_executable is not False]
        wanted = wanted or definitions.processes
        wanted = [p for p in wanted if p.elements]
        if not wanted:
            raise UserError(self.env._("There is no process in this file."))
        if sum(len(process.elements) for process in wanted) > MOST_ELEMENTS:
            raise UserError(
                self.env._("The file has too many elements: at most %s.", MOST_ELEMENTS)
            )
        return {
            process.id: self._import_process(
                process,
                definitions,
                (own_model and self._own_model(process)) or model,
                as_new,
            )
            for process in wanted
        }

    def _own_model(self, process):
        """On what one of our own files says that it works, where that can be."""
        told = process.settings.get("flow")
        model = told.get("model") if isinstance(told, dict) else None
        row = self.env["ir.model"].sudo()._get(str(model)) if model else None
        return row.model if row and row.bpm_enabled else None

    def _check_importable(self, model):
        """Processes work on records that are kept."""
        found = self.env.get(model) if isinstance(model, str) else None
        if found is None or found._abstract or found._transient:
            raise UserError(
                self.env._("There are no records “%s” to work on.", str(model)[:60])
            )

    def _bpmn_sentence(self, error):
        values = error.values
        sentences = {
            "empty": self.env._("The file is empty."),
            "too_large": self.env._("The file is too large."),
            "too_many": self.env._(
                "The file has too many elements: at most %s.", values.get("most", "")
            ),
            "too_deep": self.env._("The file is nested too deeply."),
            "too_many_attributes": self.env._(
                "An element of the file says too much: at most %s attributes.",
                values.get("most", ""),
            ),
            "not_bpt": self.env._(
                "This template of Bitrix24 cannot be read: it is damaged, or holds "
                "more than plain data."
            ),
            "bpt_kind": self.env._(
                "Templates of Bitrix24 of the kind “%s” are not read.",
                values.get("kind", ""),
            ),
            "entities": self.env._("The file declares entities, which are not read."),
            "not_xml": self.env._(
                "This is no readable XML: line %s.", values.get("line", "?")
            ),
            "not_dmn": self.env._(
                "This is no DMN file: it begins with “%s”.", values.get("root", "")
            ),
            "not_bpmn": self.env._(
                "This is no BPMN file, nor XPDL: it begins with “%s”.",
                values.get("root", ""),
            ),
        }
        return sentences.get(error.code) or self.env._(
            "The file cannot be read (%s).", error.code
        )

    def _import_process(self, process, definitions, model, as_new):
        # Codes are unique everywhere, also among what the user does not see.
        known = self.sudo().with_context(active_test=False)
        same = known.search([("code", "=", process.id)], limit=1)
        flow = self.search([("id", "=", same.id), ("res_model", "=", model)])
        if flow and not as_new and flow.has_access("write"):
            draft = flow._draft_to_fill()
        else:
            flow = self.create(
                {
                    "name": process.name or process.id,
                    "code": False if same else process.id,
                    "res_model": model,
                    "description": process.documentation or False,
                }
            )
            draft = flow.draft_id
        draft._fill_from_bpmn(process, definitions)
        return flow

    def _draft_to_fill(self):
        """A draft whose content may be replaced; the newest number it can have."""
        if not self.draft_id:
            self.action_new_draft()
        return self.draft_id
