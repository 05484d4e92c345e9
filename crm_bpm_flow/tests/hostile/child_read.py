"""Read one file in a process of its own and say what that cost; see test_diagrams.py.

Called with the folder of the add-on and the file; prints JSON: ``code`` of the refusal
or None, processor ``seconds``, ``megabytes`` at the highest.
"""

import json
import resource
import sys
import types
from pathlib import Path

# Whatever happens, the computer that tests is left alone.
MOST_BYTES, MOST_SECONDS = 2 * 1024**3, 60


def main(addon, path):
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    package = types.ModuleType("addon")
    package.__path__ = [addon]
    sys.modules["addon"] = package
    from addon.bpmn import BpmnError, read_file, write

    code = None
    try:
        found = read_file(Path(path).read_bytes())
        if sum(len(process.elements) for process in found.processes) <= 300:
            write(found)
    except BpmnError as error:
        code = error.code
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    cost = {"code": code, "seconds": seconds, "megabytes": highest()}
    sys.stdout.write(json.dumps(cost))


def highest():
    """Most memory of this program; what ``getrusage`` says counts its parent's, too."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise OSError("This system does not tell.")


if __name__ == "__main__":
    main(*sys.argv[1:])
