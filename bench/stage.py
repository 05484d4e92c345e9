"""What the benchmarks in Odoo's shell share: databases, people, processes.

``BENCH_DB_OURS`` has our add-on, ``BENCH_DB_PEERS`` the peers' add-ons instead, and
``BENCH_DB_PLAIN`` neither; one program works on all of them, so that they take turns.
"""

import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from lxml import etree

from odoo.api import Environment
from odoo.modules.registry import Registry

ROOT = Path(__file__).parents[1]
# The words in which the tests write processes down, without the tests themselves.
sys.modules["flow_tests"] = tests = ModuleType("flow_tests")
tests.__path__ = [str(ROOT / "crm_bpm_flow" / "tests")]
words = import_module("flow_tests.process_words")

SELLER = "sales_team.group_sale_salesman_all_leads"
WORDS = {"context": {"lang": "en_US", "tz": "UTC"}}


def open_database(role):
    """The administrator's environment in the database of that role."""
    registry = Registry(os.environ[f"BENCH_DB_{role.upper()}"])
    env = Environment(registry.cursor(), 1, {})
    return env(user=env.ref("base.user_admin"), **WORDS)


def specification(env, model, kind, view=None):
    """What the view of that kind reads.

    :param str view: its name in the add-on; the model's first one
    """
    found = {}
    for node in arch(env, model, kind, view).xpath("//field[not(ancestor::field)]"):
        field = env[model]._fields[node.get("name")]
        named = {"fields": {"display_name": {}}} if field.relational else {}
        found[field.name] = named
    return found


def page(env, model, kind, view):
    """How many records of a column the board of that name shows at once."""
    return int(arch(env, model, kind, view).get("limit", 40))


def arch(env, model, kind, view=None):
    view_id = view and env.ref(f"crm_bpm_flow.{view}").id
    return etree.fromstring(env[model].get_view(view_id, kind)["arch"])


def person(env, name, *groups):
    """A salesperson who sees all leads, told by mail as Odoo's users are."""
    groups = [env.ref(group).id for group in (*groups, SELLER)]
    return (
        env["res.users"]
        .sudo()
        .with_context(no_reset_password=True)
        .create(
            {
                "name": name.capitalize(),
                "login": f"bench_{name}",
                "password": f"bench_{name}",
                "email": f"{name}@example.com",
                "tz": "UTC",
                "group_ids": [(6, 0, groups)],
            }
        )
    )


def process(env, name, model, **steps):
    """A published process from its steps (see tests/process_words.py)."""
    flow = env["bpm.flow"].create({"name": name, "res_model": model})
    words.build(flow.draft_id, steps)
    flow.draft_id.action_publish()
    return flow


def reviewers(env, people, in_turn=False, told=False):
    """The peers' database: who has to approve each request."""
    return env["tier.definition"].create(
        [
            {
                "name": user.name,
                "model_id": env["ir.model"]._get_id("bench.request"),
                "review_type": "individual",
                "reviewer_id": user.id,
                "sequence": 30 - place,
                "approve_sequence": in_turn,
                "notify_on_create": told,
                "notify_on_pending": told,
            }
            for place, user in enumerate(people)
        ]
    )


def partners(env, count):
    """The quickest records with a chatter to make."""
    return env["res.partner"].create([{"name": f"Bench {i}"} for i in range(count)])


def copy_rows(env, row, count, **columns):
    """Copies of a row, made by the database itself.

    :param columns: name -> SQL of its value, in which ``n`` counts from 1
    """
    env.flush_all()
    table = row._table
    env.cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_name = %s AND is_generated = 'NEVER' AND column_name != 'id'",
        [table],
    )
    names = [f'"{name}"' for (name,) in env.cr.fetchall()]
    values = [columns.get(name.strip('"'), f"old.{name}") for name in names]
    env.cr.execute(
        f"INSERT INTO {table} ({', '.join(names)})"  # noqa: S608
        f" SELECT {', '.join(values)} FROM {table} old, generate_series(1, %s) n"
        " WHERE old.id = %s ORDER BY n RETURNING id",
        [count, row.id],
    )
    return [id_ for (id_,) in env.cr.fetchall()]


def vacuum(env):
    """Commit, and have the database look at its tables, as it does by and by."""
    env.cr.commit()
    connection = env.cr._cnx
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.autocommit = False
    env.invalidate_all()
