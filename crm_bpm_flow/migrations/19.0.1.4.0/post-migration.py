def migrate(cr, version):
    """Only tasks that somebody was asked for are looked through for open questions."""
    cr.execute(
        """
        UPDATE bpm_flow_task
           SET has_questions = TRUE
         WHERE id IN (SELECT parent_id FROM bpm_flow_task WHERE parent_id IS NOT NULL)
        """
    )
