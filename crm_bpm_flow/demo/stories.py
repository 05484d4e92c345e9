"""What happened in the demonstration database, as plain data.

Each story is a record that a process carries. ``since`` is when it came in: minutes
before now, or working days ago and the hour (UTC). ``steps`` says, for each step, how
many minutes after it opened somebody finished it, how, and what was written. A step
that is not named, or whose time has not come, is open today. Nothing is translated: it
is what people typed.
"""

HOUR = 60
DAY = 24 * HOUR
PHONE = "+1 202 555 01%02d"

# When the processes were published, before anything came in.
PUBLISHED = (28, "09:00")

# (name, since, values, steps)
REQUESTS = (
    (
        "Hotel lobby, twenty armchairs",
        (5, "08:40"),
        {"contact_name": "Laura Bell", "user": "ivan.seller"},
        {
            "contact": (7, "interested", "Wants oak, by May"),
            "next_step": (3 * HOUR, None, "Visit on Friday with samples"),
        },
    ),
    (
        "Reading room for a library",
        (7, "09:15"),
        {"contact_name": "Mark Stone", "user": "ivan.seller"},
        {
            "contact": (6, "no_answer", None),
            "second": (20, "no_answer", "Sent a message"),
            "third": (2 * HOUR, "no_answer", "The number is switched off"),
        },
    ),
    (
        "Coffee corner",
        (2, "13:20"),
        {"contact_name": "Nina Frost", "user": "ivan.seller"},
        {"contact": (9, "not_interested", "Bought elsewhere last week")},
    ),
    (
        "You have won a phone!!!",
        (2, "08:05"),
        {"phone": False, "email_from": "prize@example.com"},
        {"check": (4, "spam", None)},
    ),
    (
        "School furniture, three classes",
        (4, "10:30"),
        {"contact_name": "Paul Reed", "user": "ivan.seller"},
        {"contact": (5, "interested", "The board decides in two weeks")},
    ),
    (
        "Warehouse shelves",
        (1, "09:50"),
        {"contact_name": "Rita Lane", "user": "ivan.seller"},
        {
            "contact": (8, "no_answer", None),
            "second": (15, "no_answer", "Sent a message"),
        },
    ),
    (
        "Conference table for twelve",
        180,
        {"contact_name": "Sara Dunn", "user": "ivan.seller"},
        {"contact": (5, "no_answer", None)},
    ),
    (
        "Standing desks",
        90,
        {"contact_name": "Tom Wells", "user": "ivan.seller"},
        {"contact": (5, "no_answer", "Engaged twice")},
    ),
    (
        "Office chairs for forty people",
        50,
        {"contact_name": "Uma Gray", "user": "ivan.seller"},
        {},
    ),
    ("Terrace of a café", 20, {"contact_name": "Vera Hall", "phone": "call me"}, {}),
    ("Reception desk", 4, {"contact_name": "Will Ford"}, {}),
    ("Boardroom chairs", 3, {"contact_name": "Xenia Marsh", "user": "admin"}, {}),
)

CLAIMS = (
    (
        "Drawer came broken",
        (7, "09:30"),
        {"contact_name": "Yuri Cole"},
        {
            "service": (5 * HOUR, None, "Damaged on the way: the box was open"),
            "quality": (7 * HOUR, None, "Packed without corners"),
            "manager": (20 * HOUR, None, "We send a new drawer"),
            "answer": (3 * HOUR, "ready", "We send you a new drawer tomorrow."),
        },
    ),
    (
        "Wrong colour delivered",
        (4, "08:20"),
        {"contact_name": "Zoe Park"},
        {
            "quality": (6 * HOUR, None, "Two orders were mixed up"),
            "manager": (1 * DAY, None, "Exchange at our cost"),
        },
    ),
    (
        "Chairs squeak",
        (1, "08:45"),
        {"contact_name": "Adam Nash"},
        {"quality": (3 * HOUR, None, "A screw is too short")},
    ),
)

CONTRACTORS = (
    (
        "Elm Transport",
        (7, "08:30"),
        {"vat": "US11223344", "user": "ivan.seller"},
        {
            "check_by_hand": (1 * HOUR, "fine", None),
            "call": (2 * HOUR, "fits", None),
            "agreement": (4 * HOUR, "signed", None),
        },
    ),
    (
        "Birch Cleaning",
        (5, "09:10"),
        {"vat": "US55667788"},
        {
            "check_by_hand": (1 * HOUR, "fine", None),
            "call": (4 * HOUR, "refuse", "Works in another city only"),
        },
    ),
    (
        "Maple Electric",
        (2, "08:50"),
        {"vat": "US99001122", "user": "ivan.seller"},
        {"check_by_hand": (30, "fine", None), "call": (3 * HOUR, "fits", None)},
    ),
    ("Oak & Sons", 120, {"vat": "US33445566"}, {}),
)

# Listed long ago, watched since.
WATCHED = (
    (
        "Ash Roofing",
        (26, "09:00"),
        {"user": "ivan.seller"},
        {"rate": (5 * HOUR, "bad", "Two weeks late, and it leaks")},
    ),
    ("Pine Painting", (23, "10:00"), {}, {}),
)

# Contracts on their way to a signature. What approvers do stands under the step and
# their login; ``lines`` is the text of the file.
CONTRACTS = (
    (
        "Cleaning of the offices",
        (8, "09:05"),
        {
            "partner": "City Library",
            "amount": 7200,
            "lines": (
                "Contract of services: cleaning of the offices",
                "Every working day between 18:00 and 20:00.",
                "600 a month, paid within 14 days.",
            ),
        },
        {
            "visas olga.owner": (3 * HOUR, "approved", None),
            "visas anna.clerk": (1 * HOUR, "approved", None),
            "visas admin": (6 * HOUR, "approved", None),
            "partner": (2 * DAY, "approved", "Agreed, thank you"),
        },
    ),
    (
        "Carpets for two floors",
        (3, "09:10"),
        {
            "partner": "Gemini Hotels Ltd",
            "amount": 18400,
            "lines": (
                "Contract of supply: carpets for two floors",
                "640 square metres, delivered by the end of January.",
                "Half of the price in advance, half on delivery.",
                "What was delivered is not taken back.",
            ),
        },
        {
            "visas olga.owner": (
                2 * HOUR,
                "remarks",
                "What is left over should be taken back",
            ),
            "visas anna.clerk": (4 * HOUR, "approved", None),
        },
    ),
    (
        "Lamps for the showroom",
        (2, "10:20"),
        {
            "partner": "Azur Interiors Ltd",
            "amount": 3150,
            "lines": (
                "Contract of supply: lamps for the showroom",
                "Forty-two lamps; the whole price in advance.",
            ),
        },
        {
            "visas olga.owner": (2 * HOUR, "approved", None),
            "visas anna.clerk": (3 * HOUR, "rejected", "Not more than half in advance"),
        },
    ),
)

# The next version of a contract's file, and what happens from then on.
VERSIONS = (
    (
        "Carpets for two floors",
        (2, "10:00"),
        {
            "note": "Taking back, as the lawyer asked",
            "lines": (
                "Contract of supply: carpets for two floors",
                "640 square metres, delivered by the end of January.",
                "Half of the price in advance, half on delivery.",
                "Whole rolls that are left over are taken back within 30 days.",
            ),
        },
        {"visas olga.owner": (50, "approved", None)},
    ),
)
