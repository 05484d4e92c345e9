"""Files that are made to hurt cost little: measured in a process of its own."""

import json
import random
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from ..documents.made_files import archive, damaged, docx, office, pdf, zeros

ADDON = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("child_look.py")
MEGABYTE = 1024**2


class TestHostileFiles(unittest.TestCase):
    def cost(self, what, **files):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for name, data in files.items():
                paths.append(Path(folder, name.replace("_", ".")))
                paths[-1].write_bytes(data)
            done = subprocess.run(
                [sys.executable, "-B", str(CHILD), str(ADDON), what, *map(str, paths)],
                capture_output=True,
                text=True,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        return json.loads(done.stdout)

    def hurts_nobody(self, what, code, seconds=10, megabytes=200, **files):
        found = self.cost(what, **files)
        self.assertEqual(found["code"], code)
        self.assertLess(found["seconds"], seconds)
        self.assertLess(found["megabytes"], megabytes)

    def test_zip_bombs(self):
        large = zeros(1000 * MEGABYTE)
        many = {f"xl/worksheets/sheet{n}.xml": " " * 30_000_000 for n in range(8)}
        for name, data in (
            ("a_docx", packed("word/document.xml", large, 1000 * MEGABYTE)),
            ("a_xlsx", office("xl", **many)),
            ("a_zip", archive({f"{n}.txt": "0" * 30_000_000 for n in range(8)})),
            ("b_zip", archive({f"{number}": "" for number in range(30_000)})),
        ):
            with self.subTest(name):
                self.hurts_nobody("check", "bomb", **{name: data})

    def test_an_archive_that_lies_about_sizes(self):
        """It says that a gigabyte is ten bytes."""
        data = packed("word/document.xml", zeros(1000 * MEGABYTE), 10)
        self.hurts_nobody("check", "broken", a_docx=data)
        self.hurts_nobody("text", "broken", a_docx=data)

    def test_a_hundred_megabytes(self):
        """Refused by its size; nothing of it is read."""
        size = 100 * MEGABYTE
        self.hurts_nobody("check", "too_large", 3, 60, a_txt=b"x" * size)
        self.hurts_nobody("check", "too_large", 3, 60, a_pdf=b"%PDF-" + bytes(size))

    def test_as_large_as_allowed(self):
        """Neither is read whole."""
        large = random.Random(1).randbytes(49 * MEGABYTE)
        stored = archive({"[Content_Types].xml": "wordprocessingml", "a.bin": large}, 0)
        self.hurts_nobody("check", None, 10, 100, a_docx=stored)
        self.hurts_nobody("check", None, 10, 100, a_bin=b"\0" + large)

    def test_deep_and_endless_markup(self):
        deep = "<a>" * 200_000
        self.hurts_nobody("text", "broken", a_docx=docx("x" + deep))
        long = docx("word " * 8_000_000)
        self.hurts_nobody("text", None, 10, 300, a_docx=long)

    def test_pages_of_what_never_ends(self):
        for piece in ("<script>", "<", "<p ", "</head", "<style><script>"):
            page = (piece * (MEGABYTE // 4 // len(piece))).encode()
            found = self.cost("text", a_html=b"<p>Chairs</p>" + page)
            self.assertLess(found["seconds"], 10, piece)

    def test_entities(self):
        laughs = "".join(
            f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12)
        )
        bad = f"<!DOCTYPE d [{laughs}]><d>&l11;</d>"
        data = office("word", **{"word/document.xml": bad})
        self.hurts_nobody("check", "entities", a_docx=data)
        # Even where it has not been looked at before.
        found = self.cost("text", a_docx=data)
        self.assertIn(found["code"], ("broken", "empty"))
        self.assertLess(found["megabytes"], 200)

    def test_a_pdf_that_unpacks_to_a_gigabyte(self):
        """Its reader has a program of its own, which ends."""
        data = pdf(packed=zeros(1000 * MEGABYTE))
        found = self.cost("text", a_pdf=data)
        self.assertIn(found["code"], ("too_much_work", "broken"))
        self.assertLess(found["seconds"], 45)
        self.assertLess(found["megabytes"], 200)

    def test_damaged_pdf_files(self):
        """Whatever happened to one on its way: it is read, or it is said why not."""
        dice, data = random.Random(7), pdf("Fifty chairs", "At once")
        for _turn in range(3):
            found = self.cost("text", a_pdf=damaged(data, dice))
            self.assertIn(found["code"], (None, "broken", "empty", "too_much_work"))

    def test_texts_that_are_hard_to_compare(self):
        dice = random.Random(1)
        lines = [f"{number} chairs" for number in range(8_000)]
        shuffled = dice.sample(lines, len(lines))
        few = [dice.choice("abc") for _line in lines]
        words = " ".join(dice.choice("abc") for _word in range(900))
        for name, old, new in (
            ("shuffled", lines, shuffled),
            ("turned round", lines, lines[::-1]),
            ("few words", few, dice.sample(few, len(few))),
            ("long lines", [words] * 200, [words[::-1]] * 200),
            ("one line", ["a b " * 500_000], ["b a " * 500_000]),
        ):
            with self.subTest(name):
                both = {"old": "\n".join(old).encode(), "new": "\n".join(new).encode()}
                self.hurts_nobody("compare", None, 60, 500, **both)


def packed(name, stream, claimed):
    """An office file with one more part, packed already, and the size it claims."""
    parts = {"[Content_Types].xml": "wordprocessingml", name: b"?"}
    data = archive(parts, 0)
    at = data.index(b"PK\x03\x04", 10)
    ends = data.index(b"PK\x01\x02")
    head = bytearray(data[at:ends][: 30 + len(name)])
    struct.pack_into("<HHHIII", head, 8, 8, 0, 0, 0, len(stream), claimed)
    index = data[ends:].index(name.encode()) - 46
    central = bytearray(data[ends:])
    struct.pack_into("<HHHIII", central, index + 10, 8, 0, 0, 0, len(stream), claimed)
    before = data[:at] + bytes(head) + stream
    struct.pack_into("<I", central, central.index(b"PK\x05\x06") + 16, len(before))
    return before + bytes(central)
