"""Values as Excel keeps them: numbers stay numbers, texts never become formulas."""

import re
from datetime import date, datetime
from io import BytesIO

from openpyxl.cell.cell import TYPE_STRING
from openpyxl.drawing.image import Image

from .pictures import as_png, width_of
from .values import Amount, Choice, Picture

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST = 32_000
PIXELS = 96 / 25.4  # of a millimetre
GENERAL = "General"


def clean_text(text):
    return CONTROLS.sub("", text)


class CellValues:
    """Keeps values that fill a cell alone, in the order in which they come."""

    def __init__(self, box):
        self.box = box
        self.kept = []
        box.autoescape = False
        box.clean = clean_text
        box.filters["bpm_cell"] = self.keep

    def keep(self, value):
        """Filter: remember the value, write its number instead."""
        self.box.budget.step()
        self.kept.append(value)
        return str(len(self.kept) - 1)

    def put(self, cell, value):
        """Write a value into a cell that has the template's style."""
        if isinstance(value, Picture):
            cell.value = None
            self._put_picture(cell, value)
        elif isinstance(value, (bool, Choice)):
            self._put_text(cell, self.box.text(value))
        elif isinstance(value, (int, float)):
            cell.value = int(value) if isinstance(value, int) else float(value)
            if cell.number_format == GENERAL and isinstance(value, Amount):
                decimals = "." + "0" * value.digits if value.digits else ""
                cell.number_format = f"#,##0{decimals}"
        elif isinstance(value, date):
            kept = cell.number_format
            cell.value = value.replace(tzinfo=None) if _has_time(value) else value
            if kept == GENERAL:
                kept = "DD.MM.YYYY HH:MM" if _has_time(value) else "DD.MM.YYYY"
            cell.number_format = kept
        else:
            self._put_text(cell, self.box.text(value))

    def _put_text(self, cell, text):
        cell.value = clean_text(text)[:LONGEST] or None
        if cell.value is not None:
            cell.data_type = TYPE_STRING  # also where it begins with "="

    def _put_picture(self, cell, picture):
        if not picture:
            return
        png, width, height = as_png(picture.data)
        image = Image(BytesIO(png))
        image.width = width_of(picture) * PIXELS
        image.height = image.width * height / width
        cell.parent.add_image(image, cell.coordinate)


def _has_time(value):
    return isinstance(value, datetime)
