"""A register of 200,000 documents beside as many leads.

Databases: ours.

Each document has a file; every tenth is confidential, every twentieth has a case with a
visa. A clerk without further rights asks what a browser asks to show a list, to search,
to show a partner; the peer is the same question about leads, which have rules as well.
"""

from statistics import median

from figures import figure
from measure import QUICK, stopwatch
from stage import (
    copy_rows,
    open_database,
    person,
    process,
    specification,
    vacuum,
    words,
)

SCALE = 20 if QUICK else 1
DOCUMENTS = 200_000 // SCALE
PARTNERS = 5_000 // SCALE
CASES = 10_000 // SCALE
SAMPLES = 5 if QUICK else 15
DOCUMENT, LEAD, PARTNER = "bpm.flow.document", "crm.lead", "res.partner"
STATES = "(ARRAY['draft','approval','approved','signed','in_force','done'])"


# ----------------------------------------------------------------------
# Data
# ----------------------------------------------------------------------
def fill(env):
    clerk, other = person(env, "clerk"), person(env, "other")
    firm = env[PARTNER].create({"name": "Bench", "is_company": True})
    firms = copy_rows(env, firm, PARTNERS, name="'Firm ' || n")
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id, complete_name = name"
        " WHERE id = ANY(%s)",
        [firms],
    )
    whose = f"{firms[0]} + mod(n, {PARTNERS})"
    lead = env[LEAD].create({"name": "Bench", "partner_id": firm.id})
    leads = copy_rows(
        env,
        lead,
        DOCUMENTS,
        name="'Chairs ' || n",
        partner_id=whose,
        user_id=str(other.id),
    )
    make_documents(env, firm, whose, leads, other)
    make_set(env)
    vacuum(env)
    return clerk, firms


def make_documents(env, firm, whose, leads, other):
    kinds = env["bpm.flow.document.type"].search([], limit=8).ids
    document = env[DOCUMENT].create(
        {"name": "Bench", "type_id": kinds[0], "partner_id": firm.id}
    )
    file = document.add_file("chairs.txt", b"Fifty chairs")
    documents = copy_rows(
        env,
        document,
        DOCUMENTS,
        name="'Chairs ' || n",
        number="'N-' || lpad(n::text, 7, '0')",
        type_id=f"(ARRAY{kinds})[1 + mod(n, {len(kinds)})]",
        state=f"{STATES}[1 + mod(n, 6)]",
        visibility="CASE WHEN mod(n, 10) = 0 THEN 'named' ELSE 'company' END",
        partner_id=whose,
        commercial_partner_id=whose,
        lead_id=f"CASE WHEN mod(n, 4) = 0 THEN {leads[0]} + n - 1 END",
        user_id=str(other.id),
        create_uid=str(other.id),
        date="current_date - mod(n, 1500)",
        date_to="current_date + mod(n, 1500) - 500",
        amount="mod(n * 37, 100000)",
        parent_path="NULL",
    )
    env.cr.execute(
        "UPDATE bpm_flow_document SET parent_path = id || '/' WHERE parent_path IS NULL"
    )
    here = f"{documents[0]} + n - 1"
    copy_rows(env, file, DOCUMENTS, document_id=here)
    make_cases(env, document, here)


def make_cases(env, document, here):
    flow = process(env, "Visas", DOCUMENT, look=words.task(env.user))
    case = flow.start(document)
    cases = copy_rows(
        env, case, CASES, res_id=here, guard_key="old.guard_key || '.' || n"
    )
    copy_rows(
        env,
        case.open_task_ids,
        CASES,
        instance_id=f"{cases[0]} + n - 1",
        res_id=here,
    )
    visa = (
        env["bpm.flow.visa"]
        .sudo()
        .create(
            {
                **case.open_task_ids._trail_vals(),
                "act": "approved",
                "user_id": env.uid,
            }
        )
    )
    copy_rows(env, visa, CASES, instance_id=f"{cases[0]} + n - 1")


def make_set(env):
    kinds = env["bpm.flow.document.type"].search([], limit=2)
    env["bpm.flow.document.set"].create(
        {
            "name": "Needed",
            "line_ids": [(0, 0, {"type_id": kind.id}) for kind in kinds],
        }
    )


# ----------------------------------------------------------------------
# Questions
# ----------------------------------------------------------------------
def listed(env, model, domain):
    spec = specification(env, model, "list")
    return lambda env: env[model].web_search_read(
        domain, spec, limit=80, count_limit=10001
    )


def grouped(model, groupby):
    return lambda env: env[model].web_read_group([], [groupby], ["__count"])


def questions(env, firms):
    """{what: (ours, the peer's, limit of their ratio)}"""
    everything = listed(env, LEAD, [])
    firm = firms[7]
    of_firm = [("partner_id", "child_of", firm)]
    return {
        "register, list": (listed(env, DOCUMENT, []), everything, 2),
        **searches(env),
        "documents of a partner": (
            listed(env, DOCUMENT, of_firm),
            listed(env, LEAD, of_firm),
            2,
        ),
        "by state": (grouped(DOCUMENT, "state"), grouped(LEAD, "stage_id"), 2),
        "all relations of a partner": (
            lambda env: env[PARTNER].browse(firm).bpm_relations(),
            everything,
            2,
        ),
        "what is missing, 80 leads": (
            lambda env: env[LEAD].search([], limit=80).mapped("bpm_documents_missing"),
            everything,
            2,
        ),
    }


def searches(env):
    """For one of the last documents, and for one lead by its name."""
    last = f"{DOCUMENTS - 5:07d}"
    by_name = listed(env, LEAD, [("name", "ilike", last.lstrip("0"))])
    number = ("number", "ilike", last)
    subject = ("name", "ilike", f"chairs {DOCUMENTS - 5}")
    return {
        "search by number": (listed(env, DOCUMENT, [number]), by_name, 1.5),
        "search by subject or number": (
            listed(env, DOCUMENT, ["|", subject, number]),
            by_name,
            1.5,
        ),
    }


def ask(env, question):
    env.invalidate_all()
    watch = stopwatch(env.cr)
    begin = watch.seconds()
    question(env)
    spent = watch.seconds() - begin
    env.cr.rollback()
    return spent


def main():
    env = open_database("ours")
    clerk, firms = fill(env)
    mine = env(user=clerk.id)
    asked = questions(mine, firms)
    times = {what: ([], []) for what in asked}
    for turn in range(SAMPLES + 2):
        for what, (ours, peer, _limit) in asked.items():
            for place, question in enumerate((ours, peer)):
                spent = ask(mine, question)
                if turn > 1:
                    times[what][place].append(spent * 1000)
    for what, (_ours, _peer, limit) in asked.items():
        ours, peer = map(median, times[what])
        figure("T17", what, ours, limit, peer)
    register(env)


def register(env):
    """Registration among so many, beside the creation of a lead."""
    kind = env["bpm.flow.document.type"].search([], limit=1)
    documents = env[DOCUMENT].create(
        [{"name": f"New {n}", "type_id": kind.id} for n in range(SAMPLES)]
    )
    env.cr.commit()
    ours, peer = [], []
    for document in documents:
        ours.append(ask(env, lambda env, d=document: act(d.with_env(env))) * 1000)
        peer.append(
            ask(env, lambda env: act(env[LEAD].create({"name": "New"}), False)) * 1000
        )
    figure("T17", "register a document", median(ours), 3, median(peer))


def act(record, is_document=True):
    if is_document:
        record.action_register()
    record.env.flush_all()


main()
