"""All 43 workflow control-flow patterns have their test; see the files beside."""

import re
import unittest
from pathlib import Path


class TestPatterns(unittest.TestCase):
    def test_each_has_one(self):
        found = []
        for path in Path(__file__).parent.glob("test_patterns_*.py"):
            found += re.findall(r"def test_(\d\d)_", path.read_text(encoding="utf-8"))
        self.assertEqual(sorted(map(int, found)), list(range(1, 44)))
