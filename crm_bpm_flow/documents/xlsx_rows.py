"""A sheet whose rows are repeated or left out; cells and formulas move along."""

import re
from collections import defaultdict
from copy import copy

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import TranslatorError

REFERENCE = re.compile(r"(\$?[A-Za-z]{1,3})(\$?)(\d+)")
SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(.+)")
GONE = "#REF!"


class Sheet:
    """One worksheet of the template, and where its rows go."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.rows = []
        self.places = {}

    def plan(self, rows):
        """:param rows: ``[(row of the template, {column: value})]`` as they shall be"""
        self.rows = rows
        places = defaultdict(list)
        for number, (row, _values) in enumerate(rows, 1):
            places[row].append(number)
        self.places = dict(places)

    def rebuild(self, sheets, cells):
        """Put everything in its place.

        :param sheets: ``{title: Sheet}`` of the workbook, for its formulas
        """
        sheet, old, heights = self.sheet, self.sheet._cells, self.sheet.row_dimensions
        by_row = defaultdict(list)
        merged = [copy(found) for found in sheet.merged_cells.ranges]
        for found in merged:
            sheet.unmerge_cells(found.coord)
        for (row, _column), cell in list(old.items()):
            by_row[row].append(cell)
        kept = {row: copy(heights[row]) for row in list(heights)}
        sheet._cells, turns = {}, defaultdict(int)
        for row in list(heights):
            del heights[row]
        for number, (row, values) in enumerate(self.rows, 1):
            turn, turns[row] = turns[row], turns[row] + 1
            if row in kept:
                heights[number] = copy(kept[row])
                heights[number].index = number
            for cell in by_row[row]:
                self._put(cell, number, turn, values, sheets, cells)
        self._merge(merged)
        self._move_pictures()

    def _put(self, old, number, turn, values, sheets, cells):
        new = self.sheet.cell(number, old.column)
        new._style = copy(old._style)
        if old.hyperlink:
            new.hyperlink = copy(old.hyperlink)
            new.hyperlink.ref = new.coordinate
        if old.column in values:
            cells.put(new, values[old.column])
        elif old.data_type == "f" and isinstance(old.value, str):
            new.value = self.formula(old.value, old.row, turn, sheets)
        else:
            new.value = old.value
            if isinstance(old.value, str):
                new.data_type = old.data_type

    def _merge(self, merged):
        for found in merged:
            places = [
                self.places.get(r, []) for r in range(found.min_row, found.max_row + 1)
            ]
            if len({len(place) for place in places}) != 1:
                continue
            for turn in range(len(places[0])):
                first, last = places[0][turn], places[-1][turn]
                if last - first != found.max_row - found.min_row:
                    continue
                self.sheet.merge_cells(
                    start_row=first,
                    end_row=last,
                    start_column=found.min_col,
                    end_column=found.max_col,
                )

    def _move_pictures(self):
        """The template's own pictures and charts go with their row."""
        # pictures put by cells were anchored to their new row by a name, not a marker
        for drawing in (*self.sheet._images, *self.sheet._charts):
            marker = getattr(drawing.anchor, "_from", None)
            if marker is None:
                continue
            old = marker.row + 1
            shift = self.first(old) - old
            marker.row = max(marker.row + shift, 0)
            end = getattr(drawing.anchor, "to", None)
            if end is not None:
                end.row = max(end.row + shift, 0)

    # ------------------------------------------------------------------
    # Where rows are now
    # ------------------------------------------------------------------
    def first(self, row):
        """The first row that came of one, or of the next that is still there."""
        if row in self.places:
            return self.places[row][0]
        after = [found for found in self.places if found > row]
        if after:
            return self.places[min(after)][0]
        return row + len(self.rows) - max(self.places, default=0)

    def last(self, row):
        """The last row that came of one, or of the one before that is still there."""
        if row in self.places:
            return self.places[row][-1]
        before = [found for found in self.places if found < row]
        return self.places[max(before)][-1] if before else 0

    # ------------------------------------------------------------------
    # Formulas
    # ------------------------------------------------------------------
    def formula(self, text, row, turn, sheets):
        """The formula of a cell that was in ``row`` and is its copy number ``turn``."""
        try:
            tokens = Tokenizer(text)
        except (TranslatorError, IndexError, ValueError):
            return text
        found = ["="]
        for token in tokens.items:
            is_range = token.type == Token.OPERAND and token.subtype == Token.RANGE
            moved = (
                self._moved(token.value, row, turn, sheets) if is_range else token.value
            )
            found.append(moved)
        return "".join(found)

    def _moved(self, text, row, turn, sheets):
        named = SHEET.fullmatch(text)
        target, prefix, ref = self, "", text
        if named:
            title = (named[1] or named[2]).replace("''", "'")
            prefix, ref = text[: -len(named[3])], named[3]
            target = sheets.get(title)
            if target is None:
                return text
        ends = [REFERENCE.fullmatch(end) for end in ref.split(":")]
        if len(ends) > 2 or not all(ends):
            return text  # a name, a whole column
        own = row if target is self else None
        numbers = target._numbers([int(end[3]) for end in ends], own, turn)
        if numbers is None:
            return GONE
        moved = [f"{e[1]}{e[2]}{n}" for e, n in zip(ends, numbers, strict=True)]
        return prefix + ":".join(moved)

    def _numbers(self, rows, own, turn):
        """Where the rows of a reference are, seen from a copy of row ``own``."""
        copies = len(self.places.get(own, ()))
        if copies > 1 and all(len(self.places.get(r, ())) == copies for r in rows):
            return [self.places[r][turn] for r in rows]
        if len(rows) == 1:
            places = self.places.get(rows[0])
            if places is None and rows[0] <= max(self.places, default=0):
                return None
            return [self.first(rows[0])]
        first, last = self.first(rows[0]), self.last(rows[1])
        return [first, max(first, last)]
