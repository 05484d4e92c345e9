from odoo.exceptions import AccessError, UserError

from .check_case import CheckCase
from .process_words import Step, decide
from .table_words import plain


class TestDecisionCheck(CheckCase):
    """What the checker says about decision tables."""

    def found(self, *table, **how):
        """``{severity: [messages]}`` about a table in an otherwise good process."""
        flow = self.flow("Table", publish=False, rule=decide(*table, **how))
        found = {}
        for finding in flow.draft_id.with_user(self.owner).check():
            self.assertEqual(finding["element"], "rule")
            found.setdefault(finding["severity"], []).append(finding["message"])
        flow.unlink()
        return found

    def errors(self, *table, **how):
        return self.found(*table, **how).get("error", [])

    def warnings(self, *table, **how):
        found = self.found(*table, **how)
        self.assertNotIn("error", found)
        return found.get("warning", [])

    def test_a_good_one(self):
        table = "expected_revenue -> n", "< 10 -> 1", ">= 10 -> 2"
        self.assertEqual(self.found(*table), {})

    # ------------------------------------------------------------------
    # Mistakes
    # ------------------------------------------------------------------
    def test_no_table_and_no_rules(self):
        rule = Step("businessRuleTask", {})
        self._assert_found("no_decision", "rule", severity="warning", rule=rule)
        self._assert_found("no_rules", "rule", rule=decide("expected_revenue -> n"))

    def test_without_results_it_says_nothing(self):
        (error,) = self.errors("expected_revenue -> ", "1 -> ")
        self.assertIn("Give the result a name.", error)

    def test_every_cell_that_cannot_be_read_is_told(self):
        table = "expected_revenue | nme -> n", "< | 1 -> 1 +", "5 | name. -> 'a"
        errors = self.errors(*table, outputs={"n": {"type": "number"}})
        self.assertEqual(
            errors,
            [
                "“Rule”, rule 1, “Expected Revenue”: The formula stops too early.",
                "“Rule”, rule 1, “n”: The formula stops too early.",
                "“Rule”, rule 2, “nme”: The formula stops too early.",
                "“Rule”, rule 2, “n”: A closing quote is missing.",
            ],
        )

    def test_fields_that_are_not_there(self):
        errors = self.errors(
            "partner_id.nope -> n", "partner_id.no -> record.x", outputs={"n": {}}
        )
        self.assertEqual(
            errors,
            [
                "“Rule”, “partner_id.nope”: There is no field “nope”.",
                "“Rule”, rule 1, “partner_id.nope”: There is no field “no”.",
                "“Rule”, rule 1, “n”: There is no field “x”.",
            ],
        )

    def test_names_of_results(self):
        (one, two, three) = self.errors("id -> n | n | my n | ", "1 -> 1 | 1 | 1 | 1")[
            :3
        ]
        self.assertIn("There are two results “n”.", one)
        self.assertIn("“my n” cannot be the name", two)
        self.assertIn("result 4: Give the result a name", three)

    def test_what_does_not_go_with_the_policy(self):
        table = "id -> n", "1 -> 'a'"
        (error,) = self.errors(*table, policy="priority")
        self.assertIn("Say which result is more important", error)
        outputs = {"n": {"type": "text"}}
        how = {"policy": "collect", "together": "sum", "outputs": outputs}
        (error,) = self.errors(*table, **how)
        self.assertIn("cannot be put together so", error)
        (error,) = self.errors(*table, outputs={"n": {"type": "number"}})
        self.assertIn("rule 1, “n”: “a” is no number.", error)

    def test_publishing_is_refused(self):
        flow = self.flow(publish=False, rule=decide("id -> n", "< -> 1"))
        with self.refused(UserError, "rule 1", "stops too early"):
            flow.draft_id.with_user(self.owner).action_publish()

    # ------------------------------------------------------------------
    # Sense
    # ------------------------------------------------------------------
    def test_overlaps(self):
        table = "expected_revenue -> n", "<= 10 -> 1", ">= 10 -> 2"
        self.assertEqual(self.warnings(*table), ["“Rule”: Rules 1 and 2 can both fit."])
        self.assertEqual(self.warnings(*table, policy="first"), [])
        (line,) = self.warnings(*table, policy="any")
        self.assertIn("can both fit, and say different things", line)

    def test_a_rule_that_never_gets_its_turn(self):
        table = "expected_revenue -> n", "- -> 1", "> 10 -> 2", "> 2 and < 1 -> 3"
        self.assertEqual(
            self.warnings(*table, policy="first"),
            [
                "“Rule”: Rule 2 never gets its turn: rule 1 fits whenever it does.",
                "“Rule”: Rule 3 fits nothing at all.",
            ],
        )

    def test_holes_in_words(self):
        for heads, rules, words in (
            ("expected_revenue -> n", ("< 10 -> 1", "> 10 -> 2"), "Revenue” is 10."),
            ("expected_revenue -> n", ("> 0 -> 1",), "Revenue” is less than 0."),
            ("expected_revenue -> n", ("< 0.5 -> 1",), "Revenue” is 0.5."),
            (
                "expected_revenue -> n",
                ("<= 1 -> 1", ">= 2 -> 2"),
                "Revenue” is between 1 and 2.",
            ),
            ("city -> n", ("'Gent' -> 1",), "“City” is anything else."),
            ("city -> n", ("not(null) -> 1",), "“City” is empty."),
            ("priority -> n", ("'0', '1', '3' -> 1",), "“Priority” is “High”."),
            ("active -> n", ("true -> 1",), "“Active” is no."),
            ("date_deadline -> n", ("< 2026-03-02 -> 1",), "is 03/02/2026."),
            (
                "date_open -> n",
                ("<= datetime('2026-03-02 10:30') -> 1",),
                "is more than 3/2/26, 10:30",
            ),
            (
                "expected_revenue | city -> n",
                ("< 5 | - -> 1", ">= 5 | 'Gent' -> 2"),
                "is 5 and “City” is anything else.",
            ),
        ):
            with self.subTest(heads=heads, rules=rules):
                (line,) = self.warnings(heads, *rules)
                self.assertIn("No rule fits when", line)
                self.assertIn(words, line.replace("\u202f", " "))

    def test_what_is_known_of_a_field_closes_holes(self):
        for heads, rules in (
            ("active -> n", ("true -> 1", "false -> 2")),
            ("priority -> n", ("'0', '1' -> 1", "'2', '3' -> 2")),
            ("date_deadline -> n", ("<= 2026-03-01 -> 1", ">= 2026-03-02 -> 2")),
            ("color -> n", ("<= 1 -> 1", ">= 2 -> 2")),
        ):
            self.assertEqual(self.warnings(heads, *rules), [])
        table = "expected_revenue -> n", "< 10 -> 1"
        default = {"n": {"default": "0"}}
        self.assertEqual(self.warnings(*table, outputs=default), [])
        self.assertEqual(self.warnings(*table, policy="collect"), [])

    def test_values_that_nothing_gives(self):
        (line,) = self.warnings("budgett -> n", "1 -> 1", "not(1) -> 2")
        self.assertIn("nothing in this process gives the value “budgett”", line)
        given = Step("scriptTask", {"script": "budget = 5"})
        rule = decide("budget -> n", "1 -> 1", "not(1) -> 2")
        after = decide("n -> m", "1 -> 1", "not(1) -> 2")
        self.assertEqual(self._found(given=given, rule=rule, after=after), set())


class TestDecisionEditor(CheckCase):
    """What the editor of tables asks the server."""

    def setUp(self):
        super().setUp()
        rule = decide("expected_revenue -> n", "< 10 -> 1")
        self.process = self.flow("Edited", publish=False, rule=rule)
        self.draft = self.process.draft_id.with_user(self.owner)
        self.lead.write({"expected_revenue": 500, "city": "Gent"})

    def checked(self, *table, policy="unique", **outputs):
        return self.draft.decision_check(plain(*table, **outputs), policy)

    def test_mistakes_with_their_cells(self):
        found = self.checked("expected_revenue | -> n", "< 10 | 5 -> 1 +")
        self.assertEqual(
            found["mistakes"],
            [
                {
                    "part": "input",
                    "column": 1,
                    "rule": None,
                    "message": "Type a formula.",
                },
                {
                    "part": "then",
                    "column": 0,
                    "rule": 0,
                    "message": "The formula stops too early.",
                },
            ],
        )
        self.assertEqual(found["findings"], [])

    def test_findings_inputs_and_values(self):
        found = self.checked(
            "expected_revenue | priority | active | limit -> n",
            "< 10 | '3' | true | left -> share",
        )
        self.assertEqual(found["mistakes"], [])
        self.assertIn("No rule fits when", found["findings"][0])
        words = [row["words"] for row in found["inputs"]]
        self.assertEqual(words, ["Expected Revenue", "Priority", "Active", "limit"])
        self.assertEqual(found["inputs"][1]["choices"][0], ["0", "Low"])
        self.assertEqual(found["inputs"][2]["choices"], [[True, "yes"], [False, "no"]])
        self.assertEqual(found["inputs"][0]["choices"], [])
        self.assertEqual(found["values"], ["left", "limit", "share"])

    def test_words_without_quotes(self):
        found = self.checked(
            "city -> text | n",
            "Gent, New York -> Thank you, Anna | much",
            "city -> city | 5",
            "limit -> not urgent | 5",
            "'Gent' -> today() | 5",
            text={"type": "text", "default": "nothing at all"},
            n={"type": "number"},
        )
        quoted = {
            (row["part"], row["column"], row["rule"]): row["quoted"]
            for row in found["quoted"]
        }
        self.assertEqual(
            quoted,
            {
                ("default", 0, None): '"nothing at all"',
                ("when", 0, 0): '"Gent", "New York"',
                ("then", 0, 0): '"Thank you, Anna"',
                ("when", 0, 2): '"limit"',
            },
        )

    def test_a_value_of_the_case_is_no_text(self):
        script = Step("scriptTask", {"script": "limit = 5"})
        flow = self.flow(publish=False, sum=script)
        found = flow.draft_id.decision_check(plain("city -> n", "limit -> 1"))
        self.assertEqual(found["quoted"], [])

    def tried(self, *table, policy="unique", values=None, record=None, **outputs):
        table = plain(*table, **outputs)
        record = record or self.lead
        return self.draft.decision_try(table, record.id, values, policy)

    def test_trying(self):
        table = "expected_revenue | city -> n | text", "> 10 | 'Gent' -> n0 * 2 | 'x'"
        found = self.tried(*table, values={"n0": 4})
        self.assertEqual(
            found,
            {
                "inputs": [500.0, "Gent"],
                "rules": [0],
                "outputs": [["n", 8], ["text", "x"]],
                "mistake": False,
            },
        )
        found = self.tried("priority | active -> n", "- | - -> 1")
        self.assertEqual(found["inputs"], ["Low", True])
        found = self.tried(*table)
        self.assertEqual((found["rules"], found["outputs"]), ([0], []))
        self.assertIn("rule 1, “n”: “n0” is neither", found["mistake"])

    def test_trying_a_table_that_two_rules_of_fit(self):
        found = self.tried("expected_revenue -> n", "> 10 -> 1", "> 100 -> 2")
        self.assertEqual((found["rules"], found["outputs"]), ([0, 1], []))
        self.assertIn("only one may", found["mistake"])
        self.assertEqual(found["inputs"], [500.0])

    def test_trying_half_a_table(self):
        found = self.tried("expected_revenue -> n", "> -> 1")
        self.assertIn("stops too early", found["mistake"])
        self.assertEqual((found["inputs"], found["rules"]), ([], []))
        found = self.tried("city -> tags", "- -> tag_ids")
        self.assertEqual(found["outputs"], [["tags", ""]])

    def test_only_who_may_change_the_process(self):
        table = plain("expected_revenue -> n", "- -> 1")
        for user in (self.worker, self.stranger):
            version = self.draft.with_user(user)
            with self.refused(AccessError):
                version.decision_check(table)
            with self.refused(AccessError):
                version.decision_try(table, self.lead.id)

    def test_only_what_one_may_read(self):
        self.env["ir.rule"].create(
            {
                "name": "hidden",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": f"[('id', '!=', {self.lead.id})]",
            }
        )
        with self.refused(AccessError):
            self.tried("expected_revenue -> n", "- -> 1")

    def test_what_is_no_table(self):
        for table in ([], "x", {"rules": [5]}):
            with self.refused(UserError, "no decision table"):
                self.draft.decision_check(table or [1])
        with self.refused(UserError, "no decision table"):
            self.draft.decision_check({}, "odd")
        with self.refused(UserError, "Choose a record"):
            self.draft.decision_try({}, 0)

    # ------------------------------------------------------------------
    # The list of steps
    # ------------------------------------------------------------------
    def test_its_row_says_what_it_does(self):
        rows = self.draft.editor_data()["steps"]
        what = {row["name"]: row["what"] for row in rows}
        self.assertEqual(what["Rule"], "rules: 1, gives n")

    def test_a_new_one_begins_with_a_table(self):
        start = self.draft.node_ids[0]
        data = self.draft.editor_add(
            "businessRuleTask", name="Which", after_id=start.id
        )
        node = self.draft.node_ids.browse(data["new_step"])
        self.assertEqual(node.decision_id.name, "Which")
        self.assertEqual(node._what_words(), "rules: 0")
        node.decision_table = plain("expected_revenue -> n", "- -> 1")
        node.decision_policy = "first"
        self.assertEqual(node.decision_id.hit_policy, "first")
        self.assertEqual(node._what_words(), "rules: 1, gives n")
        node.decision_result = "all"
        names = self.draft.formula_offer()["values"]
        self.assertEqual(names, ["all", "n"])
