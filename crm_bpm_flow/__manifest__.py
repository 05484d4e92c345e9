{
    "name": "CRM Business Processes",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "summary": "Processes carry leads, partners and any record from start to goal",
    "author": "crm_bpm_flow contributors",
    "license": "LGPL-3",
    "application": True,
    "depends": ["crm", "contacts", "mail", "resource", "base_automation"],
    "data": [
        # Security
        "security/res_groups.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        # Data
        "data/ir_cron_data.xml",
        "data/mail_activity_type_data.xml",
        "data/bpm_flow_category_data.xml",
        "data/bpm_flow_library_data.xml",
        "data/notification_templates.xml",
        # Wizards
        "wizard/bpm_flow_cancel_wizard_views.xml",
        "wizard/bpm_flow_delegate_wizard_views.xml",
        "wizard/bpm_flow_move_wizard_views.xml",
        "wizard/bpm_flow_publish_wizard_views.xml",
        "wizard/bpm_flow_repair_wizard_views.xml",
        "wizard/bpm_flow_skip_wizard_views.xml",
        "wizard/bpm_flow_start_wizard_views.xml",
        "wizard/bpm_flow_try_wizard_views.xml",
        "wizard/bpm_flow_values_wizard_views.xml",
        # Views
        "views/bpm_flow_log_views.xml",
        "views/bpm_flow_job_views.xml",
        "views/bpm_flow_task_views.xml",
        "views/bpm_flow_instance_views.xml",
        "views/bpm_flow_role_views.xml",
        "views/bpm_flow_transition_views.xml",
        "views/ir_actions_server_views.xml",
        "views/bpm_flow_node_views.xml",
        "views/bpm_flow_start_views.xml",
        "views/bpm_flow_version_views.xml",
        "views/bpm_flow_views.xml",
        "views/crm_lead_views.xml",
        "views/res_partner_views.xml",
        "views/res_users_views.xml",
        "views/res_config_settings_views.xml",
        "views/menus.xml",
        "views/bpm_flow_library_views.xml",
        # Needs the views
        "data/ir_model_data.xml",
    ],
    "images": ["static/description/banner.png"],
    "uninstall_hook": "uninstall_hook",
    "demo": [
        "demo/bpm_flow_demo.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "crm_bpm_flow/static/src/**/*",
        ],
        "web.assets_tests": [
            "crm_bpm_flow/static/tests/tours/**/*",
        ],
        "web.assets_unit_tests": [
            "crm_bpm_flow/static/tests/**/*.test.js",
            "crm_bpm_flow/static/tests/helpers/**/*",
        ],
    },
}
