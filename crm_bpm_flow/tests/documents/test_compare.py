import unittest

from ...documents.compare import CHANGED, GONE, MOST_LINES, NEW, SAME, compare


def told(old, new):
    """Rows in short: ``=`` same, ``-`` gone, ``+`` new, ``~`` changed, both sides."""
    rows, _whole = compare(old, new)
    signs = {SAME: "=", GONE: "-", NEW: "+"}
    lines = []
    for row in rows:
        if row.kind == CHANGED:
            lines.append("~ " + " | ".join((marked(row.old), marked(row.new))))
        else:
            lines.append(f"{signs[row.kind]} {(row.old or row.new)[0][1]}")
    return lines


def marked(parts):
    return "".join(f"[{text}]" if kind != SAME else text for kind, text in parts)


class TestCompare(unittest.TestCase):
    """Two texts, and what of one is not in the other."""

    def test_words(self):
        self.assertEqual(
            told(["The price is 100 dollars."], ["The price is 120 dollars today."]),
            ["~ The price is [100] dollars. | The price is [120] dollars[ today]."],
        )

    def test_paragraphs(self):
        self.assertEqual(
            told(["First", "Gone for good", "Last"], ["First", "Last", "And more"]),
            ["= First", "- Gone for good", "= Last", "+ And more"],
        )

    def test_what_is_put_between_does_not_shift_the_rest(self):
        old = ["The seller sells fifty chairs", "The buyer pays in ten days"]
        new = [
            "The seller sells sixty chairs",
            "Nobody else is meant",
            "The buyer pays in five days",
        ]
        self.assertEqual(
            told(old, new),
            [
                "~ The seller sells [fifty] chairs | The seller sells [sixty] chairs",
                "+ Nobody else is meant",
                "~ The buyer pays in [ten] days | The buyer pays in [five] days",
            ],
        )

    def test_other_words_are_another_paragraph(self):
        self.assertEqual(
            told(["One two"], ["Three four"]), ["- One two", "+ Three four"]
        )

    def test_the_same(self):
        self.assertEqual(told(["a", "b"], ["a", "b"]), ["= a", "= b"])
        self.assertEqual(told([], ["a"]), ["+ a"])
        self.assertEqual(told(["a"], []), ["- a"])

    def test_both_sides_can_be_put_together_again(self):
        old = ["a b c", "d e f", "g", "h i", "same"]
        new = ["a x c", "g", "y", "h i j", "same", "d e f"]
        rows, whole = compare(old, new)
        self.assertTrue(whole)
        for side, lines in (("old", old), ("new", new)):
            parts = [getattr(row, side) for row in rows if getattr(row, side)]
            text = ["".join(word for _kind, word in part) for part in parts]
            self.assertEqual(text, lines)

    def test_of_long_texts_the_beginning(self):
        lines = [str(number) for number in range(MOST_LINES + 1)]
        rows, whole = compare(lines, lines)
        self.assertFalse(whole)
        self.assertEqual(len(rows), MOST_LINES)
