"""Lists over the web with half a million tasks, beside a fifth as many activities.

Databases: ours.

A real server and real requests, as the web client makes them. 200 tasks are the
worker's, 20,000 the manager's; both may read all leads. As many activities are theirs
among 100,000, which stand for themselves: the tasks' own are left out, so that the
peer's table is as small as it says.
"""

import os
from statistics import median
from time import process_time

from figures import figure
from measure import QUICK, Stopwatch
from server import Server, Session
from stage import (
    copy_rows,
    open_database,
    page,
    person,
    process,
    specification,
    vacuum,
    words,
)

from odoo.tools import SQL

SCALE = 20 if QUICK else 1
LEADS, ACTIVITIES = 100_000 // SCALE, 100_000 // SCALE
CASES = 250_000 // SCALE  # each with a finished and an open task
WORKERS, MANAGERS = 200, 20_000 // SCALE
OTHERS = 50
SAMPLES = 7 if QUICK else 21
TASKS, CASE, ACTIVITY = "bpm.flow.task", "bpm.flow.instance", "mail.activity"
MINE = [["is_mine", "=", True]]
MY_LIST, MY_BOARD = "bpm_flow_task_view_list_mine", "bpm_flow_task_view_kanban_mine"
OPEN = [["state", "=", "open"]]
RUNNING = [["state", "in", ["running", "suspended"]]]


# ----------------------------------------------------------------------
# Data
# ----------------------------------------------------------------------
def fill(env):
    worker, manager = person(env, "worker"), person(env, "manager")
    others = env["res.users"].union(*(person(env, f"p{i}") for i in range(OTHERS)))
    lead = env["crm.lead"].create({"name": "Bench", "type": "lead"})
    leads = copy_rows(env, lead, LEADS, name="'Bench ' || n")
    # What helps a backend is not seen by whoever times the backend.
    env.cr.execute(
        SQL(
            "ALTER DATABASE %s SET max_parallel_workers_per_gather = 0",
            SQL.identifier(env.cr.dbname),
        )
    )
    env.cr.execute("CREATE TEMP TABLE taker (place int PRIMARY KEY, user_id int)")
    env.cr.execute(
        "INSERT INTO taker SELECT n, CASE"
        " WHEN n <= %s THEN %s WHEN n <= %s THEN %s ELSE %s + n %% %s END"
        " FROM generate_series(1, %s) n",
        [
            *(WORKERS, worker.id, WORKERS + MANAGERS, manager.id),
            *(min(others.ids), OTHERS, CASES),
        ],
    )
    make_activities(env, leads)
    case = make_cases(env, leads)
    vacuum(env)
    return case


def taker(number="n"):
    return f"(SELECT user_id FROM taker WHERE place = {number})"  # noqa: S608


def make_activities(env, leads):
    first = env["crm.lead"].browse(leads[0])
    activity = first.activity_schedule("mail.mail_activity_data_todo", summary="Call")
    copy_rows(
        env,
        activity,
        ACTIVITIES,
        user_id=taker(),
        res_id=f"{leads[0]} + mod(n, {LEADS})",
        date_deadline="current_date + mod(n, 60) - 20",
    )


def make_cases(env, leads):
    """The first is made by the engine; its rows are copied."""
    flow = process(
        env, "Sales", "crm.lead", call=words.task(env.user), offer=words.task(env.user)
    )
    case = flow.start(leads[:1])
    case.open_task_ids.complete()
    done, now = case.task_ids.sorted("id")
    cases = copy_rows(
        env,
        case,
        CASES,
        res_id=f"{leads[0]} + mod(n, {LEADS})",
        guard_key="old.guard_key || '.' || n",
        record_title="'Bench ' || n",
    )
    instance = f"{cases[0]} + n - 1"
    dates = "now() AT TIME ZONE 'UTC' + (mod(n, 1000) - 200) * interval '1 hour'"
    for task in (done, now):
        copy_rows(
            env,
            task,
            CASES,
            instance_id=instance,
            user_id=taker(),
            res_id=f"{leads[0]} + mod(n, {LEADS})",
            record_title="'Bench ' || n",
            date_deadline=dates,
        )
    env.cr.execute(
        "INSERT INTO bpm_flow_task_res_users_rel (bpm_flow_task_id, res_users_id)"
        " SELECT id, user_id FROM bpm_flow_task ON CONFLICT DO NOTHING"
    )
    return env[CASE].browse(cases[0])


# ----------------------------------------------------------------------
# Questions of the web client
# ----------------------------------------------------------------------
class Questions:
    """What a person's browser asks to show a view."""

    def __init__(self, env, session):
        self.env, self.session = env, session

    def list(self, model, domain, view=None):
        return lambda: self.session.call(
            model,
            "web_search_read",
            domain=domain,
            specification=specification_of(self.env, model, "list", view),
            limit=80,
            count_limit=10001,
        )

    def kanban(self, model, domain, groupby, view):
        return lambda: self.session.call(
            model,
            "web_read_group",
            domain=domain,
            groupby=[groupby],
            aggregates=[],
            auto_unfold=True,
            unfold_read_specification=specification_of(self.env, model, "kanban", view),
            unfold_read_default_limit=page_of(self.env, model, "kanban", view),
        )

    def groups(self, model, domain, groupby):
        return lambda: self.session.call(
            model, "web_read_group", domain=domain, groupby=[groupby], aggregates=[]
        )

    def count(self, model, domain):
        return lambda: self.session.call(model, "search_count", domain)

    def systray(self):
        asked = {"fetch_params": ["systray_get_activities"]}
        return lambda: self.session.post("mail/data", asked)


known = {}


def specification_of(env, *of_what):
    return once(specification, env, *of_what)


def page_of(env, *of_what):
    return once(page, env, *of_what)


def once(ask, env, *of_what):
    key = (ask, *of_what)
    if key not in known:
        known[key] = ask(env, *of_what)
    return known[key]


class Clock:
    """Seconds for which the server and its database backends were busy."""

    def __init__(self, env, server):
        self.env, self.pid = env, server.process.pid

    def watch(self):
        self.env.cr.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid != pg_backend_pid()"
        )
        backends = [pid for (pid,) in self.env.cr.fetchall()]
        self.env.cr.commit()
        return Stopwatch(self.pid, *backends)


def milliseconds(clock, questions):
    """Medians of asking each; all in turn, after each was asked twice."""
    times = {name: [] for name in questions}
    for turn in range(SAMPLES + 2):
        for name, ask in questions.items():
            watch = clock.watch()
            begin, own = watch.seconds(), process_time()
            ask()
            spent = watch.seconds() - begin - (process_time() - own)
            if turn > 1:
                times[name].append(spent)
    return {name: median(found) * 1000 for name, found in times.items()}


def peers(worker, manager):
    mine = {
        user: [["user_id", "=", id_]]
        for user, id_ in (("worker", worker.uid), ("manager", manager.uid))
    }
    return {
        "mine": worker.list(ACTIVITY, mine["worker"]),
        "manager's": manager.list(ACTIVITY, mine["manager"]),
        "all": worker.list(ACTIVITY, []),
        "mine by type": worker.groups(ACTIVITY, mine["worker"], "activity_type_id"),
        "manager's by type": manager.groups(
            ACTIVITY, mine["manager"], "activity_type_id"
        ),
        "all by type": worker.groups(ACTIVITY, [], "activity_type_id"),
        "systray": worker.systray(),
        "manager's systray": manager.systray(),
    }


def ours(worker, manager, admin):
    """{(what, the peer's figure that it is not to pass): question}"""
    return {
        ("my tasks, list", "mine"): worker.list(TASKS, MINE, MY_LIST),
        ("my tasks, kanban", "mine"): worker.kanban(TASKS, MINE, "urgency", MY_BOARD),
        ("manager's tasks, list", "manager's"): manager.list(TASKS, MINE, MY_LIST),
        ("manager's tasks, kanban", "manager's"): manager.kanban(
            TASKS, MINE, "urgency", MY_BOARD
        ),
        ("open tasks, list", "all"): worker.list(TASKS, OPEN),
        ("open tasks, administrator's list", "all"): admin.list(TASKS, OPEN),
        ("my tasks by step", "mine by type"): worker.groups(TASKS, MINE, "node_id"),
        ("manager's tasks by step", "manager's by type"): manager.groups(
            TASKS, MINE, "node_id"
        ),
        ("open tasks by step", "all by type"): worker.groups(TASKS, OPEN, "node_id"),
        ("running cases, list", "all"): worker.list(CASE, RUNNING),
        ("cases, list", "all"): worker.list(CASE, []),
        ("cases, administrator's list", "all"): admin.list(CASE, RUNNING),
        ("cases by process", "all by type"): worker.groups(CASE, RUNNING, "flow_id"),
        ("my tasks counted", "systray"): worker.count(TASKS, MINE),
        ("manager's tasks counted", "manager's systray"): manager.count(TASKS, MINE),
    }


def main():
    env = open_database("ours")
    case = fill(env)
    with Server(os.environ["BENCH_DB_OURS"], "--max-cron-threads=0") as server:
        people = {}
        for login in ("bench_worker", "bench_manager", "admin"):
            user = env["res.users"].search([("login", "=", login)])
            people[login] = Questions(env, Session(server, login))
            people[login].uid = user.id
        worker, manager, admin = people.values()
        questions = {**peers(worker, manager), **ours(worker, manager, admin)}
        questions["strip"] = lambda: worker.session.call(
            CASE, "strip_data", "crm.lead", case.res_id
        )
        questions["nothing"] = lambda: worker.session.call(
            "res.users", "has_group", worker.uid, "base.group_user"
        )
        times = milliseconds(Clock(env, server), questions)
    for what, peer in ours(worker, manager, admin):
        figure("T13", what, times[what, peer], 1.0, times[peer])
    figure("T13", "the strip on a lead's form", times["strip"], 10)
    print(f"a call that does nothing: {times['nothing']:.1f} ms")


main()
