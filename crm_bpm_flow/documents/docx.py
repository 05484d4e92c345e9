"""Word templates, by ``docxtpl`` when it is installed."""

import re
from importlib.util import find_spec
from io import BytesIO

from lxml import etree
from markupsafe import Markup

from .archive import check_file
from .errors import Place, TemplateError
from .markup import line_text, unclosed
from .pictures import as_png, width_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_MARKUP = 4_000_000  # characters of one part with placeholders
MOST_PLACEHOLDERS = 5_000
# What no XML may hold.
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def is_installed():
    """Whether Word templates can be used here."""
    return bool(find_spec("docxtpl") and find_spec("docx"))


def clean_text(text):
    """A value without characters that Word's files cannot hold or give a meaning."""
    return CONTROLS.sub("", text.replace("\r\n", "\n"))


def check_docx(data, box, look):
    """Read a file without filling it in.

    :param look: called with the syntax tree of each part that holds placeholders
    :raises TemplateError: with its place, also for what ``look`` raises
    """
    box.look = look
    _filled(data, box, {})


def render_docx(data, box, values):
    """Bytes of the file, filled in.

    :raises TemplateError: what is wrong with the file or in it, with its place
    """
    template = _filled(data, box, values)
    buffer = BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def _filled(data, box, values):
    if not is_installed():
        raise TemplateError("no_docxtpl")
    check_file(data, "docx")
    box.autoescape = True
    box.clean = clean_text
    template = _template_class()(BytesIO(data))
    box.pictures = lambda picture: _picture(template, picture)
    try:
        template.render(values, box)
    except (KeyError, ValueError, AttributeError, etree.LxmlError) as error:
        raise TemplateError("broken") from error
    return template


def _template_class():
    """docxtpl's class, made when it is needed: the package is optional."""
    from docxtpl import DocxTemplate

    class Document(DocxTemplate):
        def patch_xml(self, src_xml):
            _check_markup(src_xml)
            return super().patch_xml(src_xml)

        def render_xml_part(self, src_xml, part, context, jinja_env=None):
            # as docxtpl does, so that lines are paragraphs
            source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml)
            try:
                if jinja_env.look is not None:
                    jinja_env.look(jinja_env.tree(source))
                    return src_xml
                return super().render_xml_part(src_xml, part, context, jinja_env)
            except TemplateError as error:
                for mistake in error.all() if error.place is None else ():
                    line = mistake.line or 1
                    text = line_text(source, line)
                    mistake.place = Place("paragraph", str(max(line - 1, 1)), text)
                raise

        def render_properties(self, context, jinja_env=None):
            if jinja_env.look is None:
                return super().render_properties(context, jinja_env)
            return None

    return Document


def _check_markup(source):
    """Bounds, and whether each placeholder ends in its own paragraph: the library's
    patterns would search the whole file for an end that is not there."""
    if len(source) > MOST_MARKUP:
        raise TemplateError("too_large_source")
    root = etree.fromstring(source, etree.XMLParser(resolve_entities=False))
    count = 0
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        text = "".join(part.text or "" for part in _texts(paragraph))
        if "{{" not in text and "{%" not in text and "{#" not in text:
            continue
        count += text.count("{{") + text.count("{%")
        if found := unclosed(text):
            place = Place("paragraph", str(number), text[:120])
            raise TemplateError("not_closed", place, what=found[0])
    if count > MOST_PLACEHOLDERS:
        raise TemplateError("too_large_source")


def _texts(paragraph):
    """Its own pieces of text, not those of text boxes within it."""
    for part in paragraph.iter(f"{W}t"):
        if next(part.iterancestors(f"{W}p")) is paragraph:
            yield part


def _picture(template, picture):
    from docx.shared import Mm
    from docxtpl import InlineImage

    png, _width, _height = as_png(picture.data)
    image = InlineImage(template, BytesIO(png), width=Mm(width_of(picture)))
    return Markup(str(image))
