"""Text of PDF files. Their readers believe what a file says, so they work in a program
of their own, which has an end in time and memory."""

import os
import subprocess
import sys
from pathlib import Path

from .refusal import NoText

CHILD = Path(__file__).with_name("pdf_child.py")
MOST_SECONDS = 60
CODES = {3: "no_reader", 4: "password"}


def pdf_text(file):
    """Lines of a PDF file.

    :raises NoText: ``no_reader`` without pypdf, PyPDF2 or pdfminer
    """
    if not sys.executable:
        raise NoText("no_reader")
    file.seek(0)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-B", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as child:
        try:
            answer, _errors = child.communicate(file.read(), timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            raise NoText("too_much_work") from None
    if child.returncode < 0:
        raise NoText("too_much_work")
    if child.returncode:
        raise NoText(CODES.get(child.returncode, "broken"))
    return answer.decode("utf-8", "replace").splitlines()
