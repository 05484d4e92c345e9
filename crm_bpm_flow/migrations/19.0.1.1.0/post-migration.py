from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """The scheduler looks each minute, where nobody had set another pace.

    Its row is not updated with the add-on, so that what an administrator set stays.
    Records on which processes work have *Rehearse with these* in their action menu.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    cron = env.ref("crm_bpm_flow.ir_cron_run_due", raise_if_not_found=False)
    if cron and (cron.interval_number, cron.interval_type) == (1, "hours"):
        cron.write({"interval_number": 1, "interval_type": "minutes"})
    enabled = env["ir.model"].search([("bpm_enabled", "=", True)])
    env["bpm.flow.target"]._sync(enabled)
