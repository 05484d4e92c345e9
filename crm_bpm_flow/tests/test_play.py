from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .common import FlowCase, end, task
from .process_words import (
    auto,
    by_variable,
    call,
    choice,
    fork,
    join,
    limit,
    message,
    wait,
    write,
)


class TestPlay(FlowCase):
    """A case that is only imagined, played through by clicks."""

    def drawn(self, **steps):
        """A draft of these steps, as its owner plays it."""
        self.process = self.flow(publish=False, **steps)
        return self.process.draft_id.with_user(self.owner)

    def click(self, draft, *labels, lead=None, **values):
        """Play these clicks one by one, each by its words."""
        lead = lead or self.lead
        played = draft.play(lead.id, [], values)
        for words in labels:
            keys = [o["key"] for o in played["options"] if words in self._said(o)]
            self.assertEqual(len(keys), 1, f"{words} in {played['options']}")
            played = draft.play(lead.id, [*played["clicks"], *keys], values)
        return played

    def _said(self, option):
        return f"{option['step']}: {option['label']}"

    def words(self, played):
        return [line["text"] for part in played["story"] for line in part["lines"]]

    def clicks(self, played):
        return [self._said(option) for option in played["options"]]

    def test_a_step_that_is_done_for_several(self):
        draft = self.drawn(
            call=task(self.worker, loop="parallel", loop_number="2", then="goal"),
            goal=end("goal"),
        )
        played = draft.play(self.lead.id)
        self.assertEqual(self.clicks(played), ["Call: Finished"] * 2)
        keys = [option["key"] for option in played["options"]]
        self.assertTrue(draft.play(self.lead.id, keys)["is_ended"])

    # ------------------------------------------------------------------
    # Going on
    # ------------------------------------------------------------------
    def test_outcomes_and_conditions_on_the_record(self):
        self.lead.expected_revenue = 40
        draft = self.drawn(
            call=task(self.worker, {"Reached": "size", "No answer": "lost"}),
            size=choice(([("expected_revenue", ">", 100)], "big"), otherwise="small"),
            big=task(self.mate),
            small=task(self.worker),
            lost=end("failure"),
        )

        played = draft.play(self.lead.id)
        self.assertEqual(played["here"], {"call": "here"})
        self.assertEqual(self.clicks(played), ["Call: Reached", "Call: No answer"])

        played = self.click(draft, "Reached")
        self.assertEqual(played["here"], {"small": "here"})
        self.assertEqual(played["story"][-1]["label"], "Call: Reached")
        said = self.words(played)
        reason = "“Expected Revenue > 100” is not true: Expected Revenue = 40.0."
        self.assertIn(reason, said)
        self.assertIn("After “Size”, otherwise: to “Small”.", said)

        self.lead.expected_revenue = 200
        played = self.click(draft, "Reached")
        self.assertEqual(played["here"], {"big": "here"})
        self.assertEqual(played["ways"]["size_big_1"], 1)
        again = self.click(draft, "No answer")
        self.assertTrue(again["is_ended"])
        self.assertEqual(again["options"], [])
        self.assertEqual(again["story"][-1]["lines"][-1]["tone"], "end")

    def test_time_messages_and_branches_by_a_click(self):
        draft = self.drawn(
            both=fork("call", "money"),
            call=task(self.worker, then="meet", within="1 hours"),
            slow=limit("call", "2 hours", then="call"),
            money=message("Paid", then="meet"),
            meet=join(),
            pause=wait("1 days"),
        )
        played = draft.play(self.lead.id)
        self.assertEqual(played["here"], {"call": "here", "money": "here"})
        self.assertEqual(
            self.clicks(played),
            ["Call: Finished", "Slow: Its time comes", "Money: The message comes"],
        )
        played = self.click(draft, "Slow")
        self.assertEqual(played["here"], {"call": "here", "money": "here"})
        self.assertIn("“Call” is taken back.", self.words(played))
        self.assertEqual(played["walked"]["slow"], 1)
        played = self.click(draft, "Slow", "Money", "Call: Finished", "Pause")
        self.assertTrue(played["is_ended"])

    def test_a_step_back_is_one_click_less(self):
        draft = self.drawn(call=task(self.worker), offer=task(self.mate))
        first = draft.play(self.lead.id)
        second = self.click(draft, "Call")
        self.assertEqual(second["here"], {"offer": "here"})
        self.assertEqual(draft.play(self.lead.id, second["clicks"][:-1]), first)

    def test_clicks_that_are_no_longer_possible_are_left_out(self):
        draft = self.drawn(call=task(self.worker, ["Reached"]), offer=task(self.mate))
        clicks = [*self.click(draft, "Reached")["clicks"], "TaskDone:99:x", "rubbish"]
        played = draft.play(self.lead.id, clicks)
        self.assertEqual(played["clicks"], clicks[:1])
        self.assertEqual(played["here"], {"offer": "here"})

    def test_values_that_the_case_begins_with_and_what_it_calculates(self):
        draft = self.drawn(
            sum=auto(script="total = amount * 2"),
            size=by_variable(([("total", ">", 100)], "big"), otherwise="small"),
            big=task(self.mate),
            small=task(self.worker),
        )
        played = draft.play(self.lead.id, [], {"amount": 60})
        self.assertEqual(played["here"], {"big": "here"})
        self.assertEqual(played["values"], {"amount": 60, "total": 120})
        self.assertIn("“total > 100” is true: total = 120.", self.words(played))
        played = draft.play(self.lead.id, [], {})
        self.assertEqual(played["here"], {"sum": "failed"})
        failed = played["story"][-1]["lines"][-1]
        self.assertEqual((failed["tone"], failed["element"]), ("failed", "sum"))

    def test_no_way_fits(self):
        draft = self.drawn(
            size=choice(([("expected_revenue", ">", 100)], "big")), big=task(self.mate)
        )
        played = draft.play(self.lead.id)
        self.assertEqual(played["here"], {"size": "failed"})
        self.assertIn("no way on fits", self.words(played)[-1])
        self.assertEqual(self.clicks(played), ["Size: Go on without it"])

    def test_what_is_so_already_is_not_waited_for(self):
        ready = {
            "event": "conditional",
            "condition_domain": "[('expected_revenue', '>', 100)]",
        }
        draft = self.drawn(ready=wait(**ready), offer=task(self.mate))
        played = draft.play(self.lead.id)
        self.assertEqual(self.clicks(played), ["Ready: It becomes so"])
        self.lead.expected_revenue = 200
        played = draft.play(self.lead.id)
        self.assertEqual(played["here"], {"offer": "here"})

    def test_round_and_round(self):
        draft = self.drawn(one=auto(then="two"), two=auto(then="one"))
        played = draft.play(self.lead.id)
        self.assertEqual(played["options"], [])
        self.assertEqual(played["story"][-1]["lines"][-1]["tone"], "failed")

    # ------------------------------------------------------------------
    # Without any effect
    # ------------------------------------------------------------------
    def _rows(self):
        """{table: how many rows}, of all tables."""
        cr = self.env.cr
        cr.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        counts = {}
        for (table,) in cr.fetchall():
            cr.execute(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))
            counts[table] = cr.fetchone()[0]
        return counts

    def test_nothing_is_written_and_no_action_runs(self):
        inner = self.flow("Inner", call=task(self.worker))
        draft = self.drawn(
            call=task(self.worker, ["Reached"], within="1 hours"),
            mark=auto(write("name", "Changed")),
            part=call(inner),
            money=message("Paid"),
            pause=wait("1 days"),
        )
        self._end_transaction()
        before = self._rows()
        with self.env.cr.savepoint() as savepoint:
            # The database itself refuses whatever writes, numbers of rows to come too.
            self.env.cr.execute("SET TRANSACTION READ ONLY")
            played = self.click(draft, "Reached", "Part", "Money", "Pause")
            self.env.flush_all()
            savepoint.rollback()
        self.assertTrue(played["is_ended"])
        self.assertIn(
            "“Mark” would do now: mark. Nothing is done here.", self.words(played)
        )
        self.assertIn("“Part” would call the process “Inner”.", self.words(played))
        self.assertEqual(self.lead.name, "Fifty chairs")
        self.assertEqual(self._rows(), before)

    def test_what_was_played_of_a_draft_is_not_remembered(self):
        draft = self.drawn(call=task(self.worker))
        draft.play(self.lead.id)
        draft.editor_add("userTask", name="Offer", after_id=draft.node_ids[1].id)
        offer = draft.node_ids.filtered(lambda n: n.name == "Offer")
        offer.user_ids = self.mate
        played = self.click(draft, "Call")
        self.assertEqual(played["here"], {offer.bpmn_id: "here"})
        self.process.draft_id.with_user(self.owner).action_publish()
        case = self.start(self.process)
        self.finish(case)
        self.assertEqual(self.here(case), [offer.bpmn_id])

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------
    def test_with_the_rights_of_who_plays(self):
        draft = self.drawn(
            size=choice(([("expected_revenue", ">", 1)], "big"), otherwise="small"),
            big=task(self.mate),
            small=task(self.worker),
        )
        for other in (self.worker, self.stranger, self.foreigner):
            with self.refused(AccessError):
                draft.with_user(other).play(self.lead.id)
            with self.refused(AccessError):
                draft.with_user(other).play_names()
        hidden = self.lead.copy({"company_id": self.second_company.id})
        with self.refused(AccessError):
            draft.play(hidden.id)

    def test_without_a_record_or_with_rubbish(self):
        draft = self.drawn(call=task(self.worker))
        with self.refused(UserError, "Choose a record"):
            draft.play(0)
        with self.refused(UserError, "no values"):
            draft.play(self.lead.id, [], {"a": object()})

    def test_a_published_version_can_be_played_too(self):
        flow = self.flow(call=task(self.worker))
        version = flow.version_id.with_user(self.owner)
        self.assertTrue(version.draw_data()["playable"])
        self.assertFalse(version.with_user(self.worker).draw_data()["playable"])
        self.assertEqual(version.play(self.lead.id)["here"], {"call": "here"})

    def test_more_clicks_cost_no_more_queries(self):
        steps = {f"s{n}": task(self.worker) for n in range(12)}
        draft = self.drawn(**steps)
        clicks = draft.play(self.lead.id)["clicks"]
        for _click in range(10):
            played = draft.play(self.lead.id, clicks)
            clicks = [*played["clicks"], played["options"][0]["key"]]
        counts = []
        for count in (1, 10):
            draft.play(self.lead.id, clicks[:count])
            self._end_transaction()
            before = self.env.cr.sql_log_count
            draft.play(self.lead.id, clicks[:count])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
