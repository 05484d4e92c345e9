import random
import unittest
from io import BytesIO

from ...documents.refusal import NoText, Refused
from ...documents.sane import check
from ...documents.text import text_of
from .made_files import damaged, docx, odt, old_word, xlsx

TURNS = 150


class TestDamagedFiles(unittest.TestCase):
    """Whatever happened to a file on its way: it is read, or it is said why not."""

    def test_nothing_else_is_raised(self):
        dice, read = random.Random(7), 0
        for name, data in (
            ("a.docx", docx("Fifty chairs", "At once")),
            ("a.xlsx", xlsx(["Chairs", 50], ["Tables", 2])),
            ("a.odt", odt("Fifty chairs", "At once")),
            ("a.doc", old_word("WordDocument")),
            ("a.txt", "Fifty chairs".encode("utf-16")),
        ):
            for _turn in range(TURNS):
                read += self.is_read(name, damaged(data, dice))
        self.assertGreater(read, TURNS // 10)

    def is_read(self, name, data):
        try:
            check(name, BytesIO(data), 1_000_000)
            text_of(name, BytesIO(data))
        except (NoText, Refused):
            return False
        return True
