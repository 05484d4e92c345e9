# The rule of who may see a document, as it was and as it is shipped now.
OLD = """\
            '|', '|', '|', '|', '|', '|', '|', '|',
            ('visibility', '=', 'company'),
            ('type_id.reader_ids', 'in', [user.id]),
            '&', ('visibility', '=', 'groups'), ('type_id.reader_group_ids', 'in', user.all_group_ids.ids),
            ('user_id', '=', user.id),
            ('create_uid', '=', user.id),
            ('signatory_id', '=', user.id),
            ('executor_ids', 'in', [user.id]),
"""  # noqa: E501
NEW = """\
            '|', '|', '|', '|', '|',
            ('visibility', '=', 'company'),
            ('user_id', '=', user.id),
            ('create_uid', '=', user.id),
            ('signatory_id', '=', user.id),
            '&', ('visibility', '=', 'groups'), ('type_id.reader_group_ids', 'in', user.all_group_ids.ids),
            '&', ('visibility', '!=', 'company'), '|', '|', '|',
            ('type_id.reader_ids', 'in', [user.id]),
            ('executor_ids', 'in', [user.id]),
"""  # noqa: E501


def migrate(cr, version):
    """The rule of who may see a document says the same in an order that costs less; one
    that somebody has changed stays as it is."""
    cr.execute(
        """
        UPDATE ir_rule
           SET domain_force = replace(domain_force, %s, %s)
          FROM ir_model_data d
         WHERE d.model = 'ir.rule' AND d.res_id = ir_rule.id
           AND d.module = 'crm_bpm_flow' AND d.name = 'bpm_flow_document_secrecy_rule'
        """,
        [OLD, NEW],
    )
