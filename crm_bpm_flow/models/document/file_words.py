"""Sentences for files that are refused, or have no text."""


def refused_words(env, name, error):
    """Why a file is not taken in: ``documents.refusal.Refused`` as a sentence."""
    values = {**error.values, "name": name}
    return {
        "empty": env._("“%(name)s” is empty.", **values),
        "program": env._(
            "“%(name)s” is a program. The register takes documents only.", **values
        ),
        "macros": env._(
            "“%(name)s” contains macros. Save it without them (as .docx or .xlsx) and "
            "add it again.",
            **values,
        ),
        "bomb": env._(
            "“%(name)s” would be many times larger when it is opened, as no honest "
            "file is. It is not taken.",
            **values,
        ),
        "entities": env._(
            "“%(name)s” declares entities of XML, which can be used to attack whoever "
            "opens it. It is not taken.",
            **values,
        ),
        "broken": env._("“%(name)s” is damaged and cannot be opened.", **values),
        "too_large": _too_large(env, values),
        "other_kind": _other_kind(env, values),
    }[error.code]


def _too_large(env, values):
    values = {"megabytes": 0, **values}
    return env._(
        "“%(name)s” is too large: a file may have %(megabytes)s MB at most.", **values
    )


def _other_kind(env, values):
    values = {"said": "", "found": "", **values}
    if values["found"] in ("pdf", "docx", "xlsx", "pptx", "png", "jpg", "gif", "zip"):
        return env._(
            "“%(name)s” is no .%(said)s file by its content, but a .%(found)s file.",
            **values,
        )
    return env._("“%(name)s” is no .%(said)s file by its content.", **values)


def no_text_words(env, version, error):
    """Why the text of a version cannot be read: ``NoText`` as a sentence."""
    values = {"name": version.name, "number": version.number}
    return {
        "kind": env._(
            "Version %(number)s of “%(name)s” is of a kind without text that could be "
            "compared.",
            **values,
        ),
        "empty": env._(
            "There is no text in version %(number)s of “%(name)s”: it may be a scan.",
            **values,
        ),
        "broken": env._(
            "Version %(number)s of “%(name)s” is damaged: its text cannot be read.",
            **values,
        ),
        "password": env._(
            "Version %(number)s of “%(name)s” has a password: its text cannot be read.",
            **values,
        ),
        "too_much_work": env._(
            "Reading the text of version %(number)s of “%(name)s” takes too long.",
            **values,
        ),
        "no_reader": env._(
            "This Odoo has no library that reads the text of PDF files: an "
            "administrator installs pypdf."
        ),
    }[error.code]
