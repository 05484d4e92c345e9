"""What currencies are called: forms for one, for two to four, for five and more."""

# code: (whole, gender of the whole in Russian, part or None)
RUSSIAN = {
    "RUB": (("рубль", "рубля", "рублей"), "m", ("копейка", "копейки", "копеек")),
    "BYN": (
        ("белорусский рубль", "белорусских рубля", "белорусских рублей"),
        "m",
        ("копейка", "копейки", "копеек"),
    ),
    "USD": (
        ("доллар США", "доллара США", "долларов США"),
        "m",
        ("цент", "цента", "центов"),
    ),
    "EUR": (("евро",) * 3, "m", ("цент", "цента", "центов")),
    "GBP": (
        ("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        "m",
        ("пенс", "пенса", "пенсов"),
    ),
    "CHF": (
        ("швейцарский франк", "швейцарских франка", "швейцарских франков"),
        "m",
        ("сантим", "сантима", "сантимов"),
    ),
    "CNY": (("юань", "юаня", "юаней"), "m", ("фынь", "фыня", "фыней")),
    "JPY": (("иена", "иены", "иен"), "f", None),
    "KZT": (("тенге",) * 3, "m", ("тиын", "тиына", "тиынов")),
    "UAH": (("гривна", "гривны", "гривен"), "f", ("копейка", "копейки", "копеек")),
    "TRY": (
        ("турецкая лира", "турецкие лиры", "турецких лир"),
        "f",
        ("куруш", "куруша", "курушей"),
    ),
    "PLN": (("злотый", "злотых", "злотых"), "m", ("грош", "гроша", "грошей")),
    "AED": (("дирхам", "дирхама", "дирхамов"), "m", ("филс", "филса", "филсов")),
    "UZS": (("сум", "сума", "сумов"), "m", ("тийин", "тийина", "тийинов")),
    "INR": (("рупия", "рупии", "рупий"), "f", ("пайса", "пайсы", "пайс")),
}
# code: (one, more, one part, more parts)
ENGLISH = {
    "RUB": ("rouble", "roubles", "kopeck", "kopecks"),
    "BYN": ("Belarusian rouble", "Belarusian roubles", "kopeck", "kopecks"),
    "USD": ("US dollar", "US dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "GBP": ("pound sterling", "pounds sterling", "penny", "pence"),
    "CHF": ("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CNY": ("yuan", "yuan", "fen", "fen"),
    "JPY": ("yen", "yen", None, None),
    "KZT": ("tenge", "tenge", "tiyn", "tiyn"),
    "UAH": ("hryvnia", "hryvnias", "kopeck", "kopecks"),
    "TRY": ("Turkish lira", "Turkish liras", "kurush", "kurush"),
    "PLN": ("zloty", "zlotys", "grosz", "groszy"),
    "AED": ("dirham", "dirhams", "fils", "fils"),
    "UZS": ("sum", "sums", "tiyin", "tiyins"),
    "INR": ("rupee", "rupees", "paisa", "paise"),
}
