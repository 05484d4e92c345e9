"""Text templates: what editors make of placeholders, and what a page may not hold."""

import unittest

from ...documents import TemplateError, html
from ...documents.values import Picture
from .values import Row, box, record

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src='file:///etc/passwd'/>",
    "<img src='http://inside/'/>",
    "<img src='//inside/'/>",
    "<img src='data:image/svg+xml;base64,AAAA'/>",
    "<img src=x onerror='alert(1)'/>",
    "<iframe src='file:///etc/passwd'></iframe>",
    "<object data='file:///etc/passwd'></object>",
    "<embed src='file:///etc/passwd'/>",
    "<link rel='stylesheet' href='http://inside/'/>",
    "<meta http-equiv='refresh' content='0;url=http://inside/'/>",
    "<base href='http://inside/'/>",
    "<style>@import 'http://inside/';</style>",
    "<p style='background: url(http://inside/)'>x</p>",
    "<p style='background: u\\72l(http://inside/)'>x</p>",
    "<p style='width: expression(alert(1))'>x</p>",
    "<p onclick='alert(1)'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<form action='http://inside/'><input name='x'/></form>",
    "<svg><image href='http://inside/'/></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<video src='http://inside/'></video>",
    "<table background='http://inside/'><tr><td>x</td></tr></table>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<?php inside ?>",
)


def filled(body, **rest):
    sandbox = box(**rest)
    sandbox.pictures = html.picture_tag
    return html.render_html(body, sandbox, {"record": record()})


class TestHtml(unittest.TestCase):
    def test_rows_of_a_table(self):
        found = filled(
            "<table><tbody><tr><td>{%tr for l in record.lines %}</td><td></td></tr>"
            "<tr><td>{{ l.name }}</td><td>{{ l.price }}</td></tr>"
            "<tr><td colspan='2'>{%tr endfor %}</td></tr></tbody></table>"
        )
        self.assertEqual(found.count("<tr>"), 2)
        self.assertIn("<td>Table</td>", found)

    def test_paragraphs_and_items(self):
        found = filled(
            "<p>{%p if record.is_big %}</p><p>big</p><p>{%p else %}</p><p>small</p>"
            "<p>{%p endif %}</p><ul><li>{%li for l in record.lines %}</li>"
            "<li>{{ l.name }}</li><li>{%li endfor %}</li></ul>"
        )
        self.assertIn("big", found)
        self.assertNotIn("small", found)
        self.assertEqual((found.count("<p>"), found.count("<li>")), (1, 2))

    def test_what_editors_put_into_placeholders(self):
        for body in (
            "<p>{{ <b>record</b>.partner.city }}</p>",
            "<p>{<span>{ record.partner.city }</span>}</p>",
            "<p>{{&nbsp;record.partner.city&nbsp;}}</p>",
            "<p>{{ record.partner.city if record.amount &gt; 5 }}</p>",
            "<p>{{ record.text|default(“Minsk”) }}</p>",
            "<p>{{ record.text|default(&quot;Minsk&quot;) }}</p>",
        ):
            with self.subTest(body):
                self.assertIn("Minsk", filled(body))

    def test_nothing_is_loaded_or_run(self):
        for body in HOSTILE:
            found = filled(f"<p>before</p>{body}<p>after</p>").lower()
            with self.subTest(body):
                self.assertIn("after", found)
                for word in ("inside", "alert", "passwd", "script", "onclick", "svg"):
                    self.assertNotIn(word, found)

    def test_values_cannot_bring_markup_in(self):
        sandbox = box()
        values = {"record": Row(name="<script>alert(1)</script>", link="javascript:x")}
        body = "<p>{{ record.name }}</p><a href='{{ record.link }}'>x</a>"
        found = html.render_html(body, sandbox, values)
        self.assertIn("&lt;script&gt;", found)
        self.assertNotIn("javascript", found)

    def test_pictures_are_in_the_page(self):
        self.assertIn('src="data:image/png;base64,', filled("<p>{{ qr('x') }}</p>"))
        with self.assertRaisesRegex(TemplateError, "no_picture"):
            values = {"record": Row(logo=Picture(b"<svg/>"))}
            sandbox = box(pictures=html.picture_tag)
            html.render_html("{{ record.logo|image }}", sandbox, values)

    def test_mistakes_say_their_place(self):
        with self.assertRaises(TemplateError) as caught:
            filled("<h1>Title</h1><p>first</p><p>Dear {{ record.nam }},</p>")
        error = caught.exception
        self.assertEqual(error.code, "unknown_field")
        self.assertEqual(error.place[:2], ("line", "3"))
        self.assertEqual(error.place.text, "Dear {{ record.nam }},")
        with self.assertRaises(TemplateError) as caught:
            filled("<h1>{{ record.name }}</h1><p>Dear {{ record.name },</p>")
        error = caught.exception
        self.assertEqual(error.code, "not_closed")
        self.assertEqual(error.place, ("line", "2", "{{ record.name },"))

    def test_nothing_is_nothing(self):
        self.assertEqual(filled(""), "")
