"""Amounts and dates in words."""

import unittest
from datetime import date
from decimal import Decimal

from ...documents import TemplateError
from ...documents.words import amount_in_words, date_in_words, number_in_words

RUSSIAN = {
    (0, "RUB"): "Ноль рублей 00 копеек",
    (1, "RUB"): "Один рубль 00 копеек",
    (2.01, "RUB"): "Два рубля 01 копейка",
    (5.02, "RUB"): "Пять рублей 02 копейки",
    (11.11, "RUB"): "Одиннадцать рублей 11 копеек",
    (21.21, "RUB"): "Двадцать один рубль 21 копейка",
    (104.05, "RUB"): "Сто четыре рубля 05 копеек",
    (111, "RUB"): "Сто одиннадцать рублей 00 копеек",
    (1001, "RUB"): "Одна тысяча один рубль 00 копеек",
    (2002, "USD"): "Две тысячи два доллара США 00 центов",
    (1000000, "EUR"): "Один миллион евро 00 центов",
    (3, "EUR"): "Три евро 00 центов",
    (21, "UAH"): "Двадцать одна гривна 00 копеек",
    (32, "TRY"): "Тридцать две турецкие лиры 00 курушей",
    (2, "JPY"): "Две иены",
    (2.5, "XAU"): "Два XAU 50/100",
    (-3.5, "RUB"): "Минус три рубля 50 копеек",
    (0.995, "RUB"): "Один рубль 00 копеек",
    (0.125, "RUB"): "Ноль рублей 13 копеек",
    (12, "BYN"): "Двенадцать белорусских рублей 00 копеек",
}
ENGLISH = {
    (0, "USD"): "Zero US dollars 00 cents",
    (1.01, "USD"): "One US dollar 01 cent",
    (2.5, "EUR"): "Two euros 50 cents",
    (12501.05, "RUB"): "Twelve thousand, five hundred and one roubles 05 kopecks",
    (1, "GBP"): "One pound sterling 00 pence",
    (1.01, "GBP"): "One pound sterling 01 penny",
    (100, "JPY"): "One hundred yen",
    (-1, "USD"): "Minus one US dollar 00 cents",
}


class TestWords(unittest.TestCase):
    def test_amounts(self):
        for language, told in (("ru", RUSSIAN), ("en", ENGLISH)):
            for (amount, currency), words in told.items():
                with self.subTest(words):
                    self.assertEqual(amount_in_words(amount, currency, language), words)

    def test_parts_in_words(self):
        for language, currency, words in (
            ("ru", "RUB", "Один рубль двадцать одна копейка"),
            ("ru", "USD", "Один доллар США двадцать один цент"),
            ("en", "USD", "One US dollar twenty-one cents"),
        ):
            told = amount_in_words(1.21, currency, language, "words")
            self.assertEqual(told, words)

    def test_numbers(self):
        self.assertEqual(number_in_words(42, "ru"), "сорок два")
        self.assertEqual(number_in_words(42, "ru", "f"), "сорок две")
        self.assertEqual(number_in_words(11, "ru", "f"), "одиннадцать")
        self.assertEqual(number_in_words(-7, "en"), "minus seven")

    def test_other_languages_are_english(self):
        self.assertEqual(amount_in_words(1, "EUR", "de"), "One euro 00 cents")

    def test_dates(self):
        self.assertEqual(date_in_words(date(2026, 5, 9), "ru"), "9 мая 2026 \u0433.")
        self.assertEqual(date_in_words(date(2026, 11, 29)), "29 November 2026")

    def test_what_nobody_can_owe(self):
        for amount in (10**16, -(10**16), float("inf"), float("nan")):
            with self.subTest(amount), self.assertRaises(TemplateError):
                amount_in_words(amount, "RUB", "ru")

    def test_decimals_are_exact(self):
        self.assertIn("10 kopecks", amount_in_words(Decimal("1.10"), "RUB"))
