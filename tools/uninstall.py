"""Uninstall the add-on and look for what it left behind (run in Odoo's shell)."""

ADDON = "crm_bpm_flow"

module = env["ir.module.module"].search([("name", "=", ADDON)])
module.button_immediate_uninstall()
env.transaction.reset()
env.cr.execute(
    """
    SELECT 'table ' || tablename FROM pg_tables WHERE tablename LIKE 'bpm\\_%%'
    UNION ALL SELECT 'data ' || name FROM ir_model_data WHERE module = %(addon)s
    UNION ALL SELECT 'file ' || name FROM ir_attachment
        WHERE res_model LIKE 'bpm.flow.document%%'
    UNION ALL SELECT 'model ' || model FROM ir_model WHERE model LIKE 'bpm.%%'
    UNION ALL SELECT 'field ' || model || '.' || name FROM ir_model_fields
        WHERE name LIKE 'bpm\\_%%' OR relation LIKE 'bpm.%%'
    UNION ALL SELECT 'rule ' || (r.name->>'en_US') FROM base_automation r
        JOIN ir_act_server s ON s.base_automation_id = r.id WHERE s.state LIKE 'bpm%%'
    """,
    {"addon": ADDON},
)
left = [name for (name,) in env.cr.fetchall()]
if left:
    raise SystemExit("The uninstalled add-on left behind: " + ", ".join(left))
