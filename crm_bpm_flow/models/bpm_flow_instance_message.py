from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.ids import ids_of
from .const import LIVE_STATES

BUSINESS_KEYS = ("business_key", "businessKey")


class BpmFlowInstanceMessage(models.Model):
    """Messages for one case, signals for all (BPMN 2.0.2, 10.5.1)."""

    _inherit = "bpm.flow.instance"

    business_key = fields.Char(
        readonly=True,
        index="btree_not_null",
        help="By which messages find the case: the value business_key that it was "
        "started with.",
    )
    loop_items = fields.Json(readonly=True)
    given = fields.Json(readonly=True, help="Values that it was called with.")
    wait_ids = fields.One2many("bpm.flow.wait", "instance_id")

    @api.model
    def send_message(self, name, payload=None, business_key=None, instance_ids=None):
        """Give a message to the one case that waits for it, or start one by it.

        :param str name: of the message
        :param dict payload: values for the case's variables
        :param business_key: the case's business key, or the id of its record
        :param instance_ids: ids of the cases that it may be for
        :return: the case
        :raises UserError: when nobody waits for it, or several cases do
        """
        payload = self._checked_variables(payload)
        domain = Domain("kind", "=", "message") & Domain("name", "=", str(name))
        cases = self._messaged(business_key, instance_ids)
        waits = self._visible_waits(domain & cases)
        if len(waits.instance_id) > 1:
            raise UserError(
                self.env._(
                    "%(count)s cases wait for “%(message)s”: say which one.",
                    count=len(waits.instance_id),
                    message=name,
                )
            )
        if waits:
            case = waits.instance_id
            case._receive(waits[:1], payload)
            return case.with_env(self.env)
        started = self._start_by_message(name, payload, business_key, instance_ids)
        if started is None:
            started = self._keep_message(name, payload, business_key, instance_ids)
        return started

    @api.model
    def send_signal(self, name, payload=None):
        """Tell a signal to all cases that wait for it, and start what it starts.

        :param dict payload: values for the cases' variables
        :return: the cases that heard it, started ones last
        """
        payload = self._checked_variables(payload)
        domain = Domain("kind", "=", "signal") & Domain("name", "=", str(name))
        waits = self._visible_waits(domain)
        heard = waits.instance_id
        heard._receive(waits, payload)
        starts = self.env["bpm.flow"]._started_by("signal", str(name))
        for flow, node in starts:
            heard |= self._start_visible(flow, node, payload)
        return heard.with_env(self.env)

    @api.model
    def _business_key(self, variables):
        for name in BUSINESS_KEYS:
            if variables.get(name) not in (None, False, ""):
                return str(variables[name])
        return False

    @api.model
    def _messaged(self, business_key, instance_ids):
        domain = Domain("instance_id.state", "in", LIVE_STATES)
        if instance_ids:
            ids = ids_of(self.env, instance_ids)
            domain &= Domain("instance_id", "in", ids)
        if business_key is not None and business_key is not False:
            key = str(business_key)
            by_key = Domain("instance_id.business_key", "=", key)
            by_key |= Domain("key", "=", key)
            if key.isdecimal():
                by_key |= Domain("instance_id.res_id", "=", int(key))
            domain &= by_key
        return domain

    def _visible_waits(self, domain):
        """Waits of cases that the user may see, under sudo and oldest first."""
        self.browse().check_access("read")
        return self.env["bpm.flow.wait"].search(domain, order="id").sudo()

    def _receive(self, waits, payload):
        """Deliver to these cases, once they are locked; what went meanwhile is left."""
        self._lock()
        self.invalidate_recordset(["state", "marking", "variables"])
        events = waits.exists()._catch(payload)
        self._advance(events)

    # ------------------------------------------------------------------
    # Starting by a message or a signal
    # ------------------------------------------------------------------
    @api.model
    def _start_by_message(self, name, payload, business_key, instance_ids):
        """The case that a message starts; None where it starts none."""
        starts = self.env["bpm.flow"]._started_by("message", str(name))
        if not starts or instance_ids:
            return None
        if len(starts) > 1:
            raise UserError(
                self.env._("Several processes start with the message “%s”.", name)
            )
        flow, node = starts[0]
        if business_key is not None and business_key is not False:
            payload = {"business_key": str(business_key), **payload}
        return self._start_visible(flow, node, payload)

    @api.model
    def _start_visible(self, flow, node, payload):
        """Start as whoever sent it: he must be able to read process and record."""
        mine = flow.with_env(self.env)
        mine.check_access("read")
        res_id = payload.get("res_id") or False
        if res_id:
            mine._target_records(mine._target_ids([res_id])).check_access("read")
        values = {k: v for k, v in payload.items() if k != "res_id"}
        values = node._heard_values(values)
        return flow._start_by_event(node, res_id, values, self.env.user)

    # ------------------------------------------------------------------
    # Messages that come early
    # ------------------------------------------------------------------
    @api.model
    def _keep_message(self, name, payload, business_key, instance_ids):
        """Nobody waits yet: kept for a case that is meant and will wait for it."""
        cases = self.browse()
        if instance_ids or business_key not in (None, False):
            domain = self._messaged(business_key, instance_ids)
            domain = domain.map_conditions(_of_case)
            cases = self.search(domain).filtered(lambda c: c.sudo()._will_hear(name))
        if len(cases) != 1:
            raise UserError(self.env._("No case waits for the message “%s”.", name))
        case = cases.sudo()
        case._lock()
        case._set(messages=[*(case.messages or []), {"name": name, "payload": payload}])
        self.env["bpm.flow.log"].sudo()._append(
            [(case, "note", None, {"text": self.env._("“%s” came early.", name)})]
        )
        return cases

    messages = fields.Json(readonly=True, help="Messages that came before their wait.")

    def _will_hear(self, name):
        """Whether its process waits anywhere for that message."""
        nodes = self.version_id.node_ids.filtered(
            lambda n: n.event == "message" or n.kind == "receiveTask"
        )
        catches = nodes.filtered(
            lambda n: n.kind not in ("endEvent", "intermediateThrowEvent")
        )
        return name in [node._awaited_name("message", self) for node in catches]


def _of_case(condition):
    """A condition on waits as one on their cases."""
    path = condition.field_expr
    if path == "key":  # known only once a case waits
        return Domain.FALSE
    name = "id" if path == "instance_id" else path.removeprefix("instance_id.")
    return Domain(name, condition.operator, condition.value)
