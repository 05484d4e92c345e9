"""Columns and rows: where the nodes of one flow stand, and ways between them.

A node stands in the column behind all that leads to it, ways back left out, and if it
can in the row of what leads to it. Ways run in the gaps, so that none crosses a node.
"""

GAP = 60
BAND = 120
CORRIDOR, STEP, STEPS = 24, 6, 5


class Grid:
    """``boxes`` {node: (x, y, width, height)}, from the grid's own corner.

    :param sizes: {node: (width, height)} in the order of the process
    :param pairs: (from, to) of the flows; those of other nodes are ignored
    :param bands: ({node: band}, how many bands): lanes from above
    """

    def __init__(self, sizes, pairs, bands):
        self.sizes, self.origin = sizes, None
        self.pairs = [
            p for p in pairs if p[0] in sizes and p[1] in sizes and p[0] != p[1]
        ]
        columns = self._columns()
        self.cells, rows_of = self._cells(columns, *bands)
        self._measure(rows_of)

    # ------------------------------------------------------------------
    # Columns: the longest way from a beginning
    # ------------------------------------------------------------------
    def _columns(self):
        outgoing = {node: [] for node in self.sizes}
        for source, target in self.pairs:
            outgoing[source].append(target)
        order = self._order(outgoing)
        place = {node: number for number, node in enumerate(order)}
        columns = dict.fromkeys(order, 0)
        for node in order:
            for target in outgoing[node]:
                if place[target] > place[node]:
                    columns[target] = max(columns[target], columns[node] + 1)
        return columns

    def _order(self, outgoing):
        """Nodes such that only ways back lead from a later one to an earlier one."""
        targets = {target for _source, target in self.pairs}
        beginnings = [node for node in self.sizes if node not in targets]
        seen, finished = set(), []
        for start in (*beginnings, *self.sizes):
            stack = [] if start in seen else [(start, iter(outgoing[start]))]
            seen.add(start)
            while stack:
                node, rest = stack[-1]
                target = next((t for t in rest if t not in seen), None)
                if target is None:
                    finished.append(node)
                    stack.pop()
                else:
                    seen.add(target)
                    stack.append((target, iter(outgoing[target])))
        return finished[::-1]

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------
    def _cells(self, columns, band_of, count):
        """{node: (column, row)}, and how many rows each band has."""
        before = {}
        for source, target in self.pairs:
            before.setdefault(target, []).append(source)
        taken, found, rows_of = set(), {}, [1] * count
        numbers = {node: number for number, node in enumerate(self.sizes)}
        for node in sorted(columns, key=lambda n: (columns[n], numbers[n])):
            band, column = band_of[node], columns[node]
            if band == len(rows_of):
                rows_of.append(1)
            known = [found[n] for n in before.get(node, ()) if n in found]
            row = next((cell[2] for cell in known if cell[1] == band), 0)
            while (column, band, row) in taken:
                row += 1
            taken.add((column, band, row))
            found[node] = (column, band, row)
            rows_of[band] = max(rows_of[band], row + 1)
        first = [sum(rows_of[:band]) for band in range(len(rows_of))]
        cells = {node: (c, first[band] + row) for node, (c, band, row) in found.items()}
        return cells, rows_of

    def _measure(self, rows_of):
        widths, heights = [], [BAND - GAP] * sum(rows_of)
        widths = [0] * (1 + max(column for column, _row in self.cells.values()))
        for node, (column, row) in self.cells.items():
            widths[column] = max(widths[column], self.sizes[node][0])
            heights[row] = max(heights[row], self.sizes[node][1])
        self.lefts, x = [], 0
        for width in widths:
            self.lefts.append(x)
            x += width + GAP
        self.rights = [a + b for a, b in zip(self.lefts, widths, strict=True)]
        tops, y = [], GAP / 2
        for height in heights:
            tops.append(y)
            y += height + GAP
        self.bottoms = [a + b for a, b in zip(tops, heights, strict=True)]
        self.size = (x - GAP, y - GAP / 2)
        self._measure_bands(rows_of, tops)
        self.boxes = {}
        for node, (column, row) in self.cells.items():
            width, height = self.sizes[node]
            x = self.lefts[column] + (widths[column] - width) / 2
            y = tops[row] + (heights[row] - height) / 2
            self.boxes[node] = (x, y, width, height)

    def _measure_bands(self, rows_of, tops):
        """(top, height) of each band."""
        self.bands, row = [], 0
        for rows in rows_of:
            top, bottom = tops[row], self.bottoms[row + rows - 1]
            self.bands.append((top - GAP / 2, bottom - top + GAP))
            row += rows

    # ------------------------------------------------------------------
    # Ways
    # ------------------------------------------------------------------
    def route(self, source, target, start, end, is_below, number):
        """Points from one box to another; only right angles.

        :param is_below: it leaves from the border below, as of a boundary event
        :param number: some number that differs, so that ways do not hide each other
        """
        (column, row), (to_column, _row) = self.cells[source], self.cells[target]
        left, top = self.origin
        shift = number % STEPS * STEP
        x, y = start[0] + start[2], start[1] + start[3] / 2
        to_x, to_y = end[0], end[1] + end[3] / 2
        near = left + self.rights[column] + CORRIDOR + shift / 2
        far = left + self.lefts[to_column] - CORRIDOR + shift / 2
        low = top + self.bottoms[row] + CORRIDOR + shift
        if is_below:
            x, y = start[0] + start[2] / 2, start[1] + start[3]
            return tidy((x, y), (x, low), (far, low), (far, to_y), (to_x, to_y))
        if to_column == column + 1 or (to_y == y and self._is_free(source, target)):
            return tidy((x, y), (near, y), (near, to_y), (to_x, to_y))
        ways = ((near, y), (near, low), (far, low), (far, to_y))
        return tidy((x, y), *ways, (to_x, to_y))

    def _is_free(self, source, target):
        """Whether no node stands between two of one row."""
        (first, row), (last, other) = self.cells[source], self.cells[target]
        between = range(first + 1, last)
        busy = any(r == row and c in between for c, r in self.cells.values())
        return row == other and first < last and not busy


def tidy(*points):
    """Without points that say nothing."""
    found = []
    for point in points:
        if found and found[-1] == point:
            continue
        is_straight = len(found) > 1 and any(
            found[-2][axis] == found[-1][axis] == point[axis] for axis in (0, 1)
        )
        if is_straight:
            found.pop()
        found.append(point)
    return found
