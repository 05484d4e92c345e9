"""Look at one file, or compare two, in a process of its own and say what that cost; see
test_files.py.

Called with the folder of the add-on, what to do, and files; prints JSON: ``code`` of
the refusal or None, processor ``seconds`` (with those of its children), ``megabytes``
at the highest.
"""

import json
import resource
import sys
import types
from pathlib import Path

# Whatever happens, the computer that tests is left alone.
MOST_BYTES, MOST_SECONDS = 3 * 1024**3, 120


def main(addon, what, *paths):
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    package = types.ModuleType("addon")
    package.__path__ = [addon]
    sys.modules["addon"] = package
    from addon.documents.refusal import NoText, Refused

    code = None
    try:
        look(what, [Path(path) for path in paths])
    except (NoText, Refused) as error:
        code = error.code
    used = [
        resource.getrusage(who)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    seconds = sum(one.ru_utime + one.ru_stime for one in used)
    cost = {"code": code, "seconds": seconds, "megabytes": highest()}
    sys.stdout.write(json.dumps(cost))


def look(what, paths):
    from addon.documents.compare import compare
    from addon.documents.sane import check
    from addon.documents.text import text_of

    if what == "compare":
        compare(*(path.read_text().splitlines() for path in paths))
        return
    with paths[0].open("rb") as file:
        if what == "check":
            check(paths[0].name, file, 50 * 1024**2)
        else:
            text_of(paths[0].name, file)


def highest():
    """Most memory of this program; what ``getrusage`` says counts its parent's, too."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("This system does not tell.")


if __name__ == "__main__":
    main(*sys.argv[1:])
