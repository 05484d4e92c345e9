"""Names of files, without what a file system, a browser or a reader takes amiss."""

import re
import unicodedata

LONGEST = 200
UNWANTED = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*]+')
# What turns the direction of writing ("gpj.exe" that reads "exe.jpg") or is not seen.
UNSEEN = re.compile("[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.I)


def clean_name(name, default="File"):
    """A file's name without folders, in the letters that people see.

    :param default: when nothing is left
    """
    name = unicodedata.normalize("NFC", UNSEEN.sub("", name or ""))
    name = re.split(r"[\\/]", name)[-1]
    name = UNWANTED.sub("_", name).strip(". ")
    name = DEVICES.sub(r"_\1", name) if DEVICES.match(name) else name
    if len(name) > LONGEST:
        stem, dot, end = name.rpartition(".")
        end = dot + end if stem and len(end) <= 10 else ""
        name = name[: LONGEST - len(end)].strip() + end
    return name or default


def extension(name):
    """``docx`` of ``Contract.DOCX``; empty without one."""
    stem, dot, end = (name or "").rpartition(".")
    return end.lower() if dot and stem else ""
