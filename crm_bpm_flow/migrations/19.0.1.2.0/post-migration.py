def migrate(cr, version):
    """Versions published before remember the actions that they have now.

    By SQL: what is frozen cannot be written in another way.
    """
    cr.execute(
        """
        UPDATE bpm_flow_node node
           SET promised_actions = promised.names
          FROM (SELECT bpm_node_id, jsonb_object_agg(id, name->>'en_US') AS names
                  FROM ir_act_server
                 WHERE bpm_node_id IS NOT NULL
                 GROUP BY bpm_node_id) promised,
               bpm_flow_version version
         WHERE node.id = promised.bpm_node_id
           AND version.id = node.version_id
           AND version.state != 'draft'
           AND node.promised_actions IS NULL
        """
    )
