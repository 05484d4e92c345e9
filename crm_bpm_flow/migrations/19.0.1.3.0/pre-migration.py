from odoo.tools.sql import column_exists, rename_column


def migrate(cr, version):
    """Names of records are kept in a column of their own: who may not see a document
    is not told how it is called."""
    for table in ("bpm_flow_instance", "bpm_flow_task", "bpm_flow_held"):
        if column_exists(cr, table, "record_name"):
            rename_column(cr, table, "record_name", "record_title")
