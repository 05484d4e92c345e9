"""Put freshly exported texts into the .pot and bring each .po in step with it.

    merge_translations.py [--check] EXPORTED.pot FOLDER

Dates are left out of the headers, so that a file changes only when a text does. With
--check nothing is written: it fails when a file is behind or a text is not translated.
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


def finish(catalog, language=""):
    """Return the text of the file."""
    catalog.metadata = header(language)
    catalog.header = f"Translation of {ADDON} for Odoo."
    catalog.wrapwidth = 78
    catalog.sort(key=lambda entry: entry.msgid)
    return f"{catalog}"


def wrapped_texts(folder):
    """Every text that the add-on's Python files hand to a translation function."""
    texts = set()
    for path in folder.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
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


def shop_window(manifest):
    """The add-on's name and summary in the Apps list: Odoo's export leaves them out."""
    words = ast.literal_eval(manifest.read_text("utf-8"))
    for field, key in (("shortdesc", "name"), ("summary", "summary")):
        yield polib.POEntry(
            msgid=words[key],
            occurrences=[(f"model:ir.module.module,{field}:base.module_{ADDON}", "")],
            comment="module: base",
        )


def read_template(exported, addon):
    template, texts = polib.pofile(exported), wrapped_texts(addon)
    for entry in [entry for entry in template if is_accident(entry, texts)]:
        template.remove(entry)
    template.extend(shop_window(addon / "__manifest__.py"))
    return template


def merge(path, template):
    """Return one .po in step with the template."""
    catalog = polib.pofile(str(path)) if path.exists() else polib.POFile()
    catalog.merge(template)
    for gone in catalog.obsolete_entries():
        catalog.remove(gone)
    return catalog


def untranslated(catalog, language):
    """Print what is missing; return how much it is."""
    missing = [*catalog.untranslated_entries(), *catalog.fuzzy_entries()]
    for entry in missing:
        print(f"{language}: {entry.occurrences[0][0]}: {entry.msgid}")
    done = len(catalog) - len(missing)
    print(f"{language}: {done} of {len(catalog)} texts are translated")
    return len(missing)


def main(arguments):
    """Renew the files, or check them; return the exit code."""
    check = "--check" in arguments
    exported, folder = (a for a in arguments if a != "--check")
    template = read_template(exported, Path(folder).parent)
    texts, missing = {Path(folder, f"{ADDON}.pot"): finish(template)}, 0
    for language in LANGUAGES:
        path = Path(folder, f"{language}.po")
        catalog = merge(path, template)
        texts[path] = finish(catalog, language)
        missing += untranslated(catalog, language)
    behind = [p for p in texts if not p.exists() or p.read_text("utf-8") != texts[p]]
    for path in behind:
        if check:
            print(f"{path} is behind: run ./dev translate")
        else:
            path.write_text(texts[path], "utf-8")
    return 1 if check and (behind or missing) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
