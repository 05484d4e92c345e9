"""What we find when we come; what we added to others goes with us. See the manifest."""


def post_init_hook(env):
    """Numbers of documents begin as it is usual where the company is at home."""
    lang = env.ref("base.main_company").partner_id.lang
    env["bpm.flow.document.type"]._take_prefixes(lang)


def uninstall_hook(env):
    """Leave forms, menus, rules and activities as they would be without us.

    Odoo drops our own tables and the rows of our data files; it does not know of
    what was made while people worked.
    """
    env["bpm.flow.target"]._sync_off_all()
    env["base.automation"].with_context(active_test=False).search(
        [("bpm_start_id", "!=", False)]
    ).unlink()
    step = env.ref("crm_bpm_flow.mail_activity_type_step", raise_if_not_found=False)
    todo = env.ref("mail.mail_activity_data_todo", raise_if_not_found=False)
    if step:
        activities = env["mail.activity"].with_context(active_test=False)
        activities.search([("activity_type_id", "=", step.id)]).write(
            {"activity_type_id": todo.id if todo else False}
        )
    _let_go_of_documents(env)


def _let_go_of_documents(env):
    """Documents and their types hold on to one another: they go with their tables,
    not row by row. Files and rows of numbers are Odoo's own; they go here."""
    known = [("module", "=", "crm_bpm_flow"), ("model", "=like", "bpm.flow.document%")]
    env["ir.model.data"].search(known).unlink()
    rows = env["bpm.flow.document.numbering"].sudo().search([("id", ">", 0)])
    sequences = rows.sequence_id
    rows.flush_recordset()
    env.cr.execute("DELETE FROM bpm_flow_document_numbering")
    env.cr.execute("DELETE FROM bpm_flow_document_file_version")
    env.invalidate_all(flush=False)
    sequences.unlink()
    # Said of the field too: else Odoo leaves out what is in binary fields.
    files = [
        ("res_model", "=like", "bpm.flow.document%"),
        *("|", ("res_field", "=", False), ("res_field", "!=", False)),
    ]
    env["ir.attachment"].search(files).unlink()
