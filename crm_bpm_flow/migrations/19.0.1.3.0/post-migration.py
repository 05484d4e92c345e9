from odoo import SUPERUSER_ID, api

# Of the ready types of documents; they came with a later version than the types.
LATER = ("copy_count", "retention", "is_permanent")


def migrate(cr, version):
    """Ready types of documents have the copies and times of keeping that are shipped
    now, where nobody has changed the type."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["bpm.flow.document.type"]._fill_ready(LATER)
