import random
import unittest
from io import BytesIO

from ...documents.refusal import NoText, Refused
from ...documents.sane import check
from ...documents.text import text_of
from .made_files import docx, odt, old_word, pdf, xlsx

TURNS = 150


class TestDamagedFiles(unittest.TestCase):
    """Whatever happened to a file on its way: it is read, or it is said why not."""

    def damaged(self, data, dice):
        """The same file with some bytes that are others, gone or there twice."""
        data = bytearray(data)
        for _time in range(dice.randint(1, 8)):
            at = dice.randrange(max(len(data), 1))
            what = dice.randrange(3)
            if what == 0:
                data[at : at + 1] = dice.randbytes(1)
            elif what == 1:
                del data[at : at + dice.randrange(20)]
            else:
                data[at:at] = data[at : at + dice.randrange(20)]
        return bytes(data)

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
                read += self.is_read(name, self.damaged(data, dice))
        self.assertGreater(read, TURNS // 10)

    def test_damaged_pdf_files(self):
        dice, data = random.Random(7), pdf("Fifty chairs", "At once")
        for _turn in range(3):  # each is read by a program of its own
            self.is_read("a.pdf", self.damaged(data, dice))

    def is_read(self, name, data):
        try:
            check(name, BytesIO(data), 1_000_000)
            text_of(name, BytesIO(data))
        except (NoText, Refused):
            return False
        return True
