"""Names of keeping and destroying, shared by models and tests."""

MONTHS, YEARS = "months", "years"
UNITS = [(MONTHS, "months"), (YEARS, "years")]

FROM_END, FROM_YEAR = "end", "year"
BEGINNINGS = [
    (FROM_END, "The document's end"),
    (FROM_YEAR, "The end of that year"),
]

PREPARED, AGREED, CARRIED_OUT, CANCELLED = "draft", "approved", "done", "cancelled"
ACT_STATES = [
    (PREPARED, "Draft"),
    (AGREED, "Approved"),
    (CARRIED_OUT, "Carried out"),
    (CANCELLED, "Cancelled"),
]
