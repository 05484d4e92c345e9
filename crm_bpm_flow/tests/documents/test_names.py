import unittest

from ...documents.file_names import LONGEST, clean_name, extension


class TestFileNames(unittest.TestCase):
    """What a person's computer calls a file, as the register calls it."""

    def test_folders_go(self):
        for name in ("../../etc/passwd", "C:\\Windows\\passwd", "a/../passwd"):
            self.assertEqual(clean_name(name), "passwd")

    def test_nothing_unseen_and_nothing_that_turns_words_around(self):
        # It would be shown as "contractexe.pdf".
        self.assertEqual(clean_name("contract\u202efdp.exe"), "contractfdp.exe")
        self.assertEqual(clean_name("a\u200bb\ufeff.txt"), "ab.txt")
        self.assertEqual(clean_name("a\x00b\r\n\x1bc.txt"), "a_b_c.txt")

    def test_what_file_systems_take_amiss(self):
        self.assertEqual(clean_name('a<b>:"|?*c.txt'), "a_b_c.txt")
        self.assertEqual(clean_name("CON.txt"), "_CON.txt")
        self.assertEqual(clean_name("Contract.txt. . "), "Contract.txt")

    def test_a_long_name_keeps_its_end(self):
        name = clean_name("я" * 500 + ".docx")
        self.assertEqual(len(name), LONGEST)
        self.assertTrue(name.endswith("я.docx"))

    def test_nothing_left(self):
        for name in ("", None, "...", "\u202e", "a/"):
            self.assertEqual(clean_name(name, "Nameless"), "Nameless")

    def test_honest_names_stay(self):
        for name in ("Договор № 5 (правки).docx", "Act, 2026-03-02.pdf", "日本.txt"):
            self.assertEqual(clean_name(name), name)

    def test_extension(self):
        self.assertEqual(extension("A.b.DOCX"), "docx")
        self.assertEqual(extension(".profile"), "")
        self.assertEqual(extension("Contract"), "")
