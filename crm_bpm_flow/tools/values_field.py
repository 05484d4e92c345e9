from odoo import fields


class Values(fields.Json):
    """Values by name: always a dict, also while there are none."""

    def convert_to_record(self, value, record):
        return super().convert_to_record(value, record) or {}

    def convert_to_read(self, value, record, use_display_name=True):
        return value or {}
