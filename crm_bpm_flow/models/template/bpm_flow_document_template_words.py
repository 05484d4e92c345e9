from odoo import models


class BpmFlowDocumentTemplate(models.Model):
    """What is wrong with a template or its file, in a sentence with its place."""

    _inherit = "bpm.flow.document.template"

    def _sentence(self, error):
        """What a ``TemplateError`` means."""
        values = error.values
        for group in (self._file_words, self._language_words, self._value_words):
            words = group(values).get(error.code)
            if words:
                break
        else:
            words = self.env._("The template cannot be used (%s).", error.code)
        return words

    def _place_words(self, place):
        """Where it stands: "Cell Sheet!B4: {{ … }}"."""
        if not place:
            return ""
        where = {
            "line": self.env._("Line %s", place.where),
            "paragraph": self.env._("Paragraph %s", place.where),
            "cell": self.env._("Cell %s", place.where),
            "name": self.env._("Name of the document's file"),
        }.get(place.kind, "")
        return f"{where}: {place.text}" if place.text else where

    def _mistake_words(self, error):
        """One text: place and sentence."""
        place = self._place_words(error.place)
        sentence = self._sentence(error)
        return f"{place}\n{sentence}" if place else sentence

    def _file_words(self, v):
        kinds = {"docx": "Word (.docx)", "xlsx": "Excel (.xlsx)"}
        kind = kinds.get(v.get("kind"), "")
        return {
            "no_docxtpl": self.env._(
                "Word templates need the Python package “docxtpl”, which is not "
                "installed on this server. A system administrator installs it; text "
                "and Excel templates work without it."
            ),
            "no_file": self.env._("Upload a file."),
            "empty": self.env._("Write a text."),
            "too_large_file": self.env._(
                "The file is larger than %s MB.", v.get("megabytes")
            ),
            "old_format": self.env._(
                "The file is of an old format or has a password. Save it as %s, "
                "without a password.",
                kind,
            ),
            "wrong_kind": self.env._("This is no %s file.", kind),
            "broken": self.env._("The file is damaged and cannot be read."),
            "bomb": self.env._("The file is far larger inside than a document can be."),
            "macros": self.env._(
                "The file holds macros or other programs. Save it without them."
            ),
            "links": self.env._(
                "The file loads something from outside: a linked file, picture, data "
                "source or field. Put it into the file itself."
            ),
            "entities": self.env._("The file holds what no office program writes."),
            "bad_names": self.env._("The file's inner names are forged."),
            "password": self.env._("The file has a password. Save it without one."),
            "bad_html": self.env._("The text is no HTML."),
        }

    def _language_words(self, v):
        name, what = v.get("name", ""), v.get("what", "")
        return {
            "syntax": self.env._("This cannot be read: %s", what),
            "left_open": self.env._(
                "“%(what)s” is not ended: “%(end)s” is missing.",
                what=what,
                end=v.get("end", ""),
            ),
            "not_closed": self.env._("What begins with “%s” does not end here.", what),
            "not_allowed": self.env._("“%s” is not allowed in templates.", what),
            "forbidden_name": self.env._("“%s” is not allowed in templates.", name),
            "no_calls": self.env._("Templates call nothing but their own functions."),
            "unknown_name": self.env._("Nobody knows “%s”.", name),
            "unknown_filter": self.env._("There is no “| %s”.", name),
            "unknown_test": self.env._("There is no “is %s”.", name),
            "too_deep": self.env._("Too much lies inside one another."),
            "too_large_source": self.env._("The template is too large."),
        }

    def _value_words(self, v):
        name, what = v.get("name", ""), v.get("what", "")
        return {
            "unknown_field": self.env._(
                "“%(model)s” has no field “%(name)s”.",
                model=v.get("model", ""),
                name=name,
            ),
            "unknown_part": self.env._("There is no “%s” here.", name),
            "no_access": self.env._("You may not read this: %s.", v.get("model", "")),
            "no_field_access": self.env._("You may not read the field “%s”.", name),
            "no_list": self.env._("Only what has several rows can be repeated."),
            "no_nested_lists": self.env._("A list cannot hold lists."),
            "no_number": self.env._("This is no number."),
            "no_date": self.env._("This is no date."),
            "no_picture": self.env._("This is no picture."),
            "picture_too_large": self.env._("The picture is too large."),
            "bad_qr": self.env._("A QR code holds 1 to 1,000 characters."),
            "bad_types": self.env._("“%s” does not go with these values.", what),
            "bad_value": self.env._("“%s” cannot be used here.", what),
            "bad_use": self.env._("This does not go with its values."),
            "divided_by_zero": self.env._("Something is divided by zero."),
            "unprintable": self.env._("This cannot be written in a document."),
            "too_large": self.env._("A value is too large."),
            "too_much_work": self.env._("The template does too much."),
            "too_slow": self.env._("The template takes too long."),
            "too_long_output": self.env._("The document would become too long."),
        }
