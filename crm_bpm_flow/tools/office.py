"""PDF files from Word and Excel ones, by LibreOffice when it is installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = ("soffice", "libreoffice")
MOST_SECONDS = 120


class OfficeError(Exception):
    """LibreOffice made no file; its words are the message."""


def program():
    """Where LibreOffice is, or None."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def can_print():
    """Whether Word and Excel files can be made PDF files on this server."""
    return program() is not None


def office_pdf(content, ending):
    """Bytes of the PDF.

    :param bytes content: a file that was made here, or looked at before
    :param str ending: ``docx`` or ``xlsx``
    :raises OfficeError: it cannot be made
    """
    office = program()
    if office is None:
        raise OfficeError("not installed")
    with TemporaryDirectory(prefix="bpm_office_") as folder:
        source = Path(folder, f"document.{ending}")
        source.write_bytes(content)
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
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=MOST_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise OfficeError(str(error)) from error
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise OfficeError(done.stderr.decode(errors="replace")[-500:])
        return made.read_bytes()
