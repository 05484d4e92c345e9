# The rule of who may see a document, as it was and as it is shipped now.
OLD = """\
            '|', '|', '|', '|', '|', '|', '|', '|',
            ('visibility', '=', 'company'),
"""
NEW = """\
            '|', ('visibility', '=', 'company'), '&', ('visibility', '!=', 'company'),
            '|', '|', '|', '|', '|', '|', '|',
"""


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
