from odoo.tests import BaseCase, TransactionCase

from ..tools.carriers import Answers, Batch


class TestCarriers(BaseCase):
    def test_equal_to_themselves_only(self):
        for carrier in (Batch, Answers):
            one, other = carrier(), carrier()
            self.assertEqual(one, one)
            self.assertNotEqual(one, other)
            self.assertFalse(one != one)
            self.assertEqual(len({one, other}), 2)


class TestCarriersInContext(TransactionCase):
    def test_what_is_put_in_comes_out_where_it_belongs(self):
        """Two contexts with nothing in their carriers yet are two environments."""
        kept = self.env["res.partner"].with_context(batch=Batch(), answers=Answers())
        batch, answers = Batch(), Answers()
        below = self.env["res.partner"].with_context(batch=batch, answers=answers)
        below.env.context["batch"].append(1)
        below.env.context["answers"]["a"] = 1
        self.assertEqual(list(batch), [1])
        self.assertEqual(dict(answers), {"a": 1})
        self.assertFalse(kept.env.context["batch"])
