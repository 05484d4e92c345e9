"""Put freshly exported texts into the .pot and bring each .po in step with it.

    merge_translations.py EXPORTED.pot FOLDER

Dates are left out of the headers, so that a file changes only when a text does.
"""

import ast
import sys
from pathlib import Path

import polib

ADDON = "crm_bpm_flow"
WRAPPERS = ("_", "_lt", "_t")
LANGUAGES = {
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);",
}


def header(language=""):
    """The same for everybody who runs it, whenever."""
    facts = {
        "Project-Id-Version": "Odoo Server 19.0",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        facts["Plural-Forms"] = LANGUAGES[language]
    return facts


def write(catalog, path, language=""):
    catalog.metadata = header(language)
    catalog.header = f"Translation of Odoo Server.\nThis file contains the translation of {ADDON}."
    catalog.wrapwidth = 78
    catalog.save(str(path))


def wrapped_texts(folder):
    """Every text that the add-on's Python files hand to a translation function."""
    texts = set()
    for path in folder.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if not isinstance(call, ast.Call) or not call.args:
                continue
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            if name in WRAPPERS and isinstance(call.args[0], ast.Constant):
                texts.add(call.args[0].value)
    return texts


def is_accident(entry, texts):
    """Odoo's export takes a tuple that follows ``_lt("…")`` for one more call of it."""
    places = [place for place, _line in entry.occurrences]
    return entry.msgid not in texts and all(
        place.startswith("code:") and place.endswith(".py") for place in places
    )


def merge(path, template, language):
    """Bring one .po in step; return what it does not translate."""
    catalog = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalog.merge(template)
    for gone in catalog.obsolete_entries():
        catalog.remove(gone)
    write(catalog, path, language)
    return [*catalog.untranslated_entries(), *catalog.fuzzy_entries()]


def main(exported, folder):
    """Renew the files and print what is not translated."""
    folder = Path(folder)
    template = polib.pofile(exported)
    texts = wrapped_texts(folder.parent)
    for entry in [entry for entry in template if is_accident(entry, texts)]:
        template.remove(entry)
    write(template, folder / f"{ADDON}.pot")
    for language in LANGUAGES:
        missing = merge(folder / f"{language}.po", template, language)
        for entry in missing:
            print(f"{language}: {entry.occurrences[0][0]}: {entry.msgid}")
        done = len(template) - len(missing)
        print(f"{language}: {done} of {len(template)} texts are translated")


if __name__ == "__main__":
    main(*sys.argv[1:])
