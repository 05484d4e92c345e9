"""Read a PDF file from the standard input, write its text to the standard output.

Run by ``text_pdf`` as a program of its own, within bounds. Ends with 3 where no library
is there, 4 where the file has a password.
"""

import contextlib
import io
import logging
import sys

MOST_MEMORY = 1024**3
MOST_SECONDS = 30
MOST_CHARACTERS = 5_000_000
NO_READER, PASSWORD = 3, 4


def bound():
    """Bounds of this program, where the system knows them."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def reader_of(data):
    """A reader of pypdf, or of PyPDF2 as it was called; None without both."""
    for name in ("pypdf", "PyPDF2"):
        with contextlib.suppress(ImportError):
            module = __import__(name)
            return module.PdfReader(io.BytesIO(data))
    return None


def pages_of(data):
    """Text of the pages, one after the other."""
    reader = reader_of(data)
    if reader is None:
        yield from _pages_of_pdfminer(data)
        return
    if reader.is_encrypted and not reader.decrypt(""):
        sys.exit(PASSWORD)
    for page in reader.pages:
        yield page.extract_text() or ""


def _pages_of_pdfminer(data):
    try:
        from pdfminer.high_level import extract_text
    except ImportError:
        sys.exit(NO_READER)
    yield extract_text(io.BytesIO(data))


def main():
    bound()
    logging.disable(logging.CRITICAL)
    left = MOST_CHARACTERS
    for text in pages_of(sys.stdin.buffer.read()):
        text = text[:left]
        left -= len(text)
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
        if left <= 0:
            break


if __name__ == "__main__":
    main()
