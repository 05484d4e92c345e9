"""PDF files from Word and Excel ones, by LibreOffice when it is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

try:
    import resource
except ImportError:  # Windows has none
    resource = None

PROGRAMS = ("soffice", "libreoffice")
# Less than Odoo gives a request (``limit_time_real`` is 120 s), so that it is said.
MOST_SECONDS = 60
# A contract takes 230 MB, hundreds of pages or a sheet of 200,000 cells a third more.
MOST_MEMORY = 1024 * 1024 * 1024  # bytes, of all its processes together
# What the system itself refuses: an eater that is faster than a look at it.
MOST_ADDRESSES = 4 * MOST_MEMORY
LOOK = 0.2  # seconds between two looks at its memory

# No macros, and nothing that a file links to is fetched: neither pictures of the
# network nor files of this server.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop
 oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
</oor:items>
"""


class OfficeError(Exception):
    """LibreOffice made no file; its words are the message."""


class OfficeTooLarge(OfficeError):
    """It needed more than ``MOST_MEMORY`` and was ended."""


def program():
    """Where LibreOffice is, or None: Windows ends no group of processes."""
    if resource is None:
        return None
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def can_print():
    """Whether Word and Excel files can be made PDF files on this server."""
    return program() is not None


def office_pdf(content, ending):
    """Bytes of the PDF.

    :param bytes content: a file that was made here, or looked at before
    :param str ending: ``docx`` or ``xlsx``
    :raises OfficeError: it cannot be made, or not within ``MOST_SECONDS``
    :raises OfficeTooLarge: not within ``MOST_MEMORY``
    """
    office = program()
    if office is None:
        raise OfficeError("not installed")
    with TemporaryDirectory(prefix="bpm_office_", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"document.{ending}")
        source.write_bytes(content)
        profile = Path(folder, "profile", "user")
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(SETTINGS)
        command = [
            office,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        said = _run(command, folder)
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise OfficeError(said)
        return made.read_bytes()


def _run(command, folder):
    """Run it with its children, and leave none of them behind.

    What is called ``soffice`` only starts the program that works: it has to end, too.

    :return: the end of what it said
    """
    words = Path(folder, "words.txt")
    try:
        with words.open("wb") as out:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=folder,
                start_new_session=True,
            )
            try:
                _watch(process)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    except OSError as error:
        raise OfficeError(str(error)) from error
    said = words.read_text(errors="replace")[-500:]
    if "bad_alloc" in said:
        raise OfficeTooLarge(said)
    return said


def _watch(process):
    """Wait for its end; too long, or too much of the server's memory, is none."""
    if hasattr(resource, "prlimit"):  # Linux
        with contextlib.suppress(ProcessLookupError):
            most = (MOST_ADDRESSES, MOST_ADDRESSES)
            resource.prlimit(process.pid, resource.RLIMIT_AS, most)
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(LOOK)
            return
        if _memory(process.pid) > MOST_MEMORY:
            raise OfficeTooLarge(f"more than {MOST_MEMORY} bytes")
    raise OfficeError(f"timed out after {MOST_SECONDS} seconds")


def _memory(group):
    """Bytes that a group of processes has in memory; 0 where that is not told."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # one that ended meanwhile
            # After the name, which may hold anything: state, parent, group, ...
            fields = stat.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[2]) == group:
                pages += int(fields[21])
    return pages * resource.getpagesize()
