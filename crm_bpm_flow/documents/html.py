"""HTML templates: filled in, then cleaned so that a page reaches nothing outside."""

import re

from lxml import etree
from lxml import html as lxml_html
from markupsafe import Markup

from .errors import Place, TemplateError, placed
from .markup import (
    bare,
    joined_marks,
    line_text,
    plain_inside,
    unclosed,
    whole_parts,
)
from .pictures import as_png, data_uri, width_of

BLOCK = re.compile(r"<(?=(?:p|tr|td|th|li|h[1-6]|div|table|ul|ol|section)[\s>])")
TAGS = {
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
}
# Gone with all that is in them; other unknown tags leave their text.
DROPPED = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "link",
    "meta",
    "base",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "svg",
    "math",
    "video",
    "audio",
    "source",
    "track",
    "canvas",
    "frame",
    "frameset",
    "noscript",
    "template",
    "title",
    "head",
}
ATTRIBUTES = {
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "colspan",
    "dir",
    "face",
    "height",
    "href",
    "lang",
    "rowspan",
    "size",
    "span",
    "src",
    "start",
    "style",
    "title",
    "type",
    "valign",
    "width",
}
LINKS = ("http://", "https://", "mailto:", "tel:", "#")
PICTURE = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]*")
REACHING = re.compile(
    r"url|expression|import|javascript|behaviou?r|binding|\\|<|/\*", re.I
)
PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"/><style>
body {{ font-family: "DejaVu Sans", Arial, sans-serif; font-size: 11pt; }}
table {{ border-collapse: collapse; width: 100%; page-break-inside: auto; }}
tr {{ page-break-inside: avoid; }} thead {{ display: table-header-group; }}
td, th {{ padding: 3px 6px; vertical-align: top; }}
.table-bordered td, .table-bordered th {{ border: 1px solid #444; }}
.text-end {{ text-align: right; }} .text-center {{ text-align: center; }}
</style></head><body>{}</body></html>"""


def source_of(body):
    """The body as a template text, each block on a line of its own.

    :raises TemplateError: a placeholder does not end
    """
    source = joined_marks(" ".join(str(body or "").splitlines()))
    if found := unclosed(source):
        mark, begin = found
        line = str(_in_blocks(source[:begin]).count("\n") + 1)
        place = Place("line", line, bare(source[begin : begin + 200])[:100])
        raise TemplateError("not_closed", place, what=mark)
    source = plain_inside(source)
    source = whole_parts(source, ("tr", "li", "p"))
    return _in_blocks(source)


def _in_blocks(source):
    return BLOCK.sub("\n<", source).lstrip("\n")


def tree_of(body, box):
    """The syntax tree of a body.

    :raises TemplateError: with its place
    """
    source = source_of(body)
    with in_lines(source):
        return box.tree(source)


def render_html(body, box, values):
    """A body filled in and cleaned.

    :param Sandbox box: whose ``pictures`` is ``picture_tag``
    :param dict values: what its names mean
    :raises TemplateError: with its place
    """
    source = source_of(body)
    with in_lines(source):
        filled = box.from_string(source).render(values)
    return clean(filled)


def whole_page(body):
    """A page for wkhtmltopdf, from a cleaned body."""
    return PAGE.format(body)


def picture_tag(picture):
    png, _width, _height = as_png(picture.data)
    width = f"{width_of(picture):g}mm"
    return Markup('<img src="{}" style="width: {}"/>').format(data_uri(png), width)


def in_lines(source):
    """A ``with`` that gives mistakes their line of a text."""
    return placed(lambda line: Place("line", str(line), line_text(source, line)))


def clean(text):
    """HTML without anything that runs, loads or leads elsewhere."""
    if not text.strip():
        return ""
    parser = lxml_html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = lxml_html.fragment_fromstring(text, create_parent="div", parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise TemplateError("bad_html") from error
    for element in list(root.iter()):
        if element is root:
            continue
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            element.drop_tree()
        elif element.tag not in TAGS:
            element.drop_tag()
        else:
            _clean_attributes(element)
            if element.tag == "img" and "src" not in element.attrib:
                element.drop_tree()
    return etree.tostring(root, encoding="unicode", method="html")


def _clean_attributes(element):
    for name, value in list(element.attrib.items()):
        if name not in ATTRIBUTES or not _is_harmless(element, name, value):
            del element.attrib[name]


def _is_harmless(element, name, value):
    if name == "src":
        return element.tag == "img" and bool(PICTURE.fullmatch(value.strip()))
    if name == "href":
        return element.tag == "a" and value.strip().lower().startswith(LINKS)
    return name != "style" or not REACHING.search(value)
