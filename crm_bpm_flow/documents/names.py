"""Names of files that every disk can keep."""

import re

BAD = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{d}{n}" for d in ("com", "lpt") for n in range(10)),
}
LONGEST = 120


def file_name(text, ending, otherwise="document"):
    """A safe name; ``ending`` without its dot."""
    name = " ".join(BAD.sub("_", text or "").split()).strip(". ")[:LONGEST].strip(". ")
    if name.lower().endswith(f".{ending}"):
        name = name[: -len(ending) - 1].strip(". ")
    if not name or name.lower().split(".")[0] in DEVICES:
        name = otherwise
    return f"{name}.{ending}"
