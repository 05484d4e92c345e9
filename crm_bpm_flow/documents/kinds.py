"""What a file is by its content, beside what its name says."""

import zipfile

from .refusal import BROKEN, Refused

HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .doc, .xls, .msg; also what has a password
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
PROGRAMS = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n03",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a link of Windows
)
PROGRAM_NAMES = {
    *("exe", "com", "scr", "pif", "bat", "cmd", "msi", "msp", "dll", "cpl", "jar"),
    *("apk", "app", "vbs", "vbe", "js", "jse", "wsf", "wsh", "hta", "ps1", "psm1"),
    *("reg", "lnk", "scf", "url", "sh"),
}
MACRO_NAMES = {
    *("docm", "dotm", "xlsm", "xltm", "xlsb", "xlam"),
    *("pptm", "potm", "ppsm", "ppam", "sldm"),
}
# By the first bytes; what begins otherwise has no kind that we know.
SIGNS = (
    ("pdf", b"%PDF-"),
    ("png", b"\x89PNG\r\n\x1a\n"),
    ("jpg", b"\xff\xd8\xff"),
    ("gif", b"GIF8"),
    ("tif", b"II*\x00"),
    ("tif", b"MM\x00*"),
    ("rtf", b"{\\rtf"),
    ("7z", b"7z\xbc\xaf\x27\x1c"),
    ("rar", b"Rar!\x1a\x07"),
    ("gz", b"\x1f\x8b"),
    ("ole", OLE),
    ("zip", ZIP[0]),
    ("zip", ZIP[1]),
)
# What a name promises, and what the content may be then.
PROMISES = {
    "pdf": {"pdf"},
    "png": {"png"},
    "jpg": {"jpg"},
    "jpeg": {"jpg"},
    "gif": {"gif"},
    "tif": {"tif"},
    "tiff": {"tif"},
    "rtf": {"rtf"},
    "7z": {"7z"},
    "rar": {"rar"},
    "gz": {"gz"},
    "zip": {"zip", "docx", "xlsx", "pptx", "odf"},
    "docx": {"docx", "locked"},
    "dotx": {"docx", "locked"},
    "xlsx": {"xlsx", "locked"},
    "xltx": {"xlsx", "locked"},
    "pptx": {"pptx", "locked"},
    "ppsx": {"pptx", "locked"},
    "odt": {"odf"},
    "ods": {"odf"},
    "odp": {"odf"},
    "odg": {"odf"},
    # Many programs write web pages, tables or rich text under these names.
    "doc": {"ole", "locked", "rtf", "text"},
    "xls": {"ole", "locked", "text"},
    "ppt": {"ole", "locked"},
    "txt": {"text"},
    "csv": {"text"},
    "md": {"text"},
    "json": {"text"},
    "xml": {"text"},
    "svg": {"text"},
    "htm": {"text"},
    "html": {"text"},
}
PACKAGES = (
    ("docx", b"wordprocessingml"),
    ("xlsx", b"spreadsheetml"),
    ("pptx", b"presentationml"),
)
MOST_TYPES = 1_000_000


def kind_of(file):
    """What is in a file: ``pdf``, ``docx``, ``odf``, ``zip``, ``ole``, ``locked`` (an
    office file with a password), ``program``, ``text``, ... or None when unknown.

    :param file: a binary file that can be read from its beginning
    """
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(PROGRAMS) or _is_windows_program(file, head):
        return "program"
    if head.startswith(b"#!"):
        return "program"
    kind = next((name for name, sign in SIGNS if head.startswith(sign)), None)
    if kind is None and b"%PDF-" in head[:1024]:
        return "pdf"
    if kind == "zip":
        return package_of(file)
    if kind == "ole":
        return "locked" if contains(file, "EncryptedPackage") else "ole"
    return kind or ("text" if _is_text(head) else None)


def _is_windows_program(file, head):
    """``MZ`` alone may begin a text; a program says where its own head stands."""
    if not head.startswith(b"MZ"):
        return False
    at = int.from_bytes(head[60:64], "little")
    file.seek(at)
    return file.read(2) in (b"PE", b"NE", b"LE", b"LX") or b"DOS mode" in head


def _is_text(head):
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in head


def package_of(file):
    """What a zip archive is: an office file, or just an archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as part:
                    types = part.read(MOST_TYPES)
                return next((k for k, word in PACKAGES if word in types), "zip")
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    said = part.read(100)
                return "odf" if b"oasis.opendocument" in said else "zip"
    except BROKEN:
        raise Refused("broken") from None
    return "zip"


def contains(file, word, chunk=1_000_000):
    """Whether a name stands in an old office file, which writes it in UTF-16."""
    wanted, before = word.encode("utf-16-le"), b""
    file.seek(0)
    while piece := file.read(chunk):
        if wanted in before + piece:
            return True
        before = piece[-len(wanted) :]
    return False
