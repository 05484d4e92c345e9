{
    "name": "Requests to measure with",
    "summary": "A small document that the peers work on",
    "version": "19.0.1.0.0",
    "author": "crm_bpm_flow",
    "license": "LGPL-3",
    "depends": ["base_tier_validation", "queue_job"],
    "data": ["ir.model.access.csv"],
}
