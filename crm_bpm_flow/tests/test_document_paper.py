from odoo.exceptions import AccessError, UserError, ValidationError

from .document_paper_case import PaperCase


class TestPaper(PaperCase):
    """Copies of a signed document go out and come back, and nothing is forgotten."""

    def test_a_signed_document_is_on_paper(self):
        document = self.signed()
        self.assertEqual(document.copy_ids.mapped("number"), [1, 2])
        self.assertEqual(document.copy_ids.holder_id, self.worker)
        self.assertEqual(document.paper_state, "kept")
        self.assertEqual(document.copy_ids[0].code, f"{document.number}/1")
        document.action_in_force()
        self.assertEqual(len(document.copy_ids), 2)

    def test_handed_over_confirmed_and_taken_back(self):
        copy = self.signed().copy_ids[0]
        copy.put(self.folder.id)
        self.assertEqual(copy.where, "Cabinet 2 / Folder S")
        copy.hand_over(self.mate.id, "2026-03-10", "For the court")
        self.assertEqual((copy.where, copy.date_confirmed), ("Mate", False))
        with self.assertRaisesRegex(AccessError, "it is “Mate” now"):
            copy.with_user(self.worker).action_confirm()
        copy.with_user(self.mate).action_confirm()
        self.assertTrue(copy.date_confirmed)
        copy.action_put_home()
        self.assertEqual((copy.state, copy.place_id), ("stored", self.folder))
        self.assertFalse(copy.holder_id or copy.date_due or copy.date_confirmed)
        kinds = ["made", "put", "handed", "confirmed", "put"]
        self.assertEqual(self.story(copy), kinds)
        handed = copy.move_ids.sorted("id")[2]
        self.assertEqual(handed.from_name, "Cabinet 2 / Folder S")
        self.assertEqual((handed.to_name, handed.note), ("Mate", "For the court"))
        self.assertEqual(handed.author_id, self.registrar)
        self.assertEqual(str(handed.date_due), "2026-03-10")

    def test_whoever_is_given_copies_is_told(self):
        """Once, with a way to each; not who takes something to himself."""
        mail = self.env["mail.message"]
        copies = self.signed().copy_ids.with_user(self.registrar)
        before = mail.search([], order="id desc", limit=1).id
        copies.hand_over(self.mate.id, "2026-03-10")
        told = mail.search([("id", ">", before), ("subject", "!=", False)])
        self.assertEqual(told.notified_partner_ids, self.mate.partner_id)
        for words in (*copies.mapped("code"), "Registrar gives you", "03/10/2026"):
            self.assertIn(words, told.body)
        for copy in copies:
            self.assertIn(f'data-oe-id="{copy.id}"', told.body)
        copies.hand_over(self.registrar.id)
        copies.put(self.folder.id)
        self.assertEqual(
            mail.search([("id", ">", before), ("subject", "!=", False)]), told
        )

    def test_sent_and_back_signed(self):
        document = self.signed()
        ours, theirs = document.copy_ids
        theirs.send("courier", "RA123", "2026-03-16")
        self.assertEqual(document.paper_state, "out")
        self.assertEqual((theirs.where, theirs.tracking), ("Shop", "RA123"))
        self.assertIn(document, document.search([("paper_state", "=", "out")]))
        with self.assertRaisesRegex(UserError, "is “Shop” now"):
            theirs.put(self.folder.id)
        theirs.come_back(True, self.folder.id)
        self.assertEqual(document.paper_state, "signed")
        self.assertEqual((theirs.returned, theirs.state), ("signed", "stored"))
        ours.send("post")
        self.assertEqual(document.paper_state, "signed", "that one the partner keeps")
        self.assertEqual(
            self.story(theirs), ["made", "sent", "signed", "put"], "all of it is kept"
        )

    def test_back_unsigned_and_lost_and_found(self):
        document = self.signed()
        one, other = document.copy_ids
        other.send("post", None, "2026-03-16")
        other.action_back_unsigned()
        self.assertEqual(document.paper_state, "unsigned")
        with self.assertRaisesRegex(UserError, "Say what is known"):
            other.lose(" ")
        other.lose("Not in the bag")
        self.assertEqual(document.paper_state, "kept")
        one.lose("Not in the bag either")
        self.assertEqual(document.paper_state, "lost")
        other.action_take_back()
        self.assertEqual(document.paper_state, "unsigned")
        self.assertEqual(other.holder_id, self.registrar)

    def test_whoever_is_faster_wins_and_the_other_reads_who_was(self):
        copy = self.signed().copy_ids[0]
        seen = copy._last_move().id
        copy.put(self.folder.id, seen=seen)
        with self.assertRaisesRegex(UserError, "Registrar moved it: it is “Cabinet"):
            copy.hand_over(self.mate.id, seen=seen)
        self.assertEqual(copy.state, "stored")

    def test_nobody_gets_what_he_may_not_see(self):
        self.kind.visibility = "named"
        document = self.signed(reader_ids=self.registrar.ids)
        with self.assertRaisesRegex(UserError, "Mate may not see"):
            document.copy_ids.hand_over(self.mate.id)
        hidden = document.copy_ids.with_user(self.mate)
        self.assertFalse(hidden.search([("id", "in", hidden.ids)]))
        with self.assertRaises(AccessError):
            hidden.move_ids.sudo(False).read(["to_name"])
        document.with_user(self.worker).reader_ids |= self.mate
        document.copy_ids.hand_over(self.mate.id)
        self.assertEqual(hidden[0].where, "Mate")

    def test_others_see_where_it_is_and_move_nothing(self):
        copy = self.signed().copy_ids[0].with_user(self.worker)
        self.assertEqual(copy.where, "Worker")
        for act in (
            lambda: copy.put(self.folder.id),
            lambda: copy.hand_over(self.worker.id),
            lambda: copy.take_back(),
            lambda: copy.send("post"),
            lambda: copy.lose("x"),
            lambda: copy.write({"note": "x"}),
            lambda: copy.document_id.add_copies(),
            lambda: copy.create({"document_id": copy.document_id.id}),
            lambda: copy.with_user(self.registrar).write({"state": "lost"}),
            lambda: copy.with_user(self.registrar).write({"holder_id": self.mate.id}),
            lambda: copy.move_ids.create({"copy_id": copy.id, "kind": "lost"}),
            lambda: copy.document_id.write({"paper_state": "signed"}),
        ):
            with self.refused(AccessError):
                act()

    def test_the_history_stays(self):
        copy = self.signed().copy_ids[0]
        with self.refused(UserError, "cannot be changed"):
            copy.sudo().move_ids.write({"note": "Forged"})
        with self.refused(UserError, "cannot be deleted"):
            copy.sudo().move_ids.unlink()
        with self.refused(UserError, "are remembered"):
            copy.sudo().unlink()

    def test_a_draft_on_paper(self):
        document = self.document().with_user(self.registrar)
        document.add_copies(2, "copy", self.folder.id)
        self.assertEqual(document.copy_ids.mapped("kind"), ["copy", "copy"])
        with self.refused(UserError, "is on paper"):
            document.unlink()
        document.copy_ids.unlink()
        document.unlink()

    def test_registrars_come_to_the_places_by_the_menu(self):
        """Without being process owners; of the configuration they see nothing else."""
        config = self.env.ref("crm_bpm_flow.menu_config")
        menus = config.child_id.with_user(self.registrar)._filter_visible_menus()
        self.assertEqual(menus, self.env.ref("crm_bpm_flow.menu_document_places"))
        config = config.with_user(self.registrar)._filter_visible_menus()
        self.assertTrue(config, "what it stands under is there, too")
        self.assertFalse(config.with_user(self.worker)._filter_visible_menus())

    def test_places_are_a_tree(self):
        document = self.signed()
        document.copy_ids.put(self.folder.id)
        self.env.invalidate_all()
        places = (self.cabinet | self.folder).with_user(self.registrar)
        self.assertEqual(places.mapped("copy_count"), [2, 2])
        with self.refused(UserError, "Recursion"):
            places[0].parent_id = places[1]
        with self.refused(ValidationError, "still lies"):
            places[1].active = False
        with self.refused(AccessError):
            places[0].with_user(self.worker).name = "Mine"
        domain = places[0].action_view_copies()["domain"]
        self.assertEqual(document.copy_ids.search(domain), document.copy_ids)

    def test_another_day_of_return(self):
        copy = self.signed().copy_ids[0]
        copy.hand_over(self.mate.id, "2026-03-10")
        copy.date_due = "2026-03-20"
        self.assertEqual(self.story(copy)[-1], "due")
        self.assertEqual(str(copy._last_move().date_due), "2026-03-20")
