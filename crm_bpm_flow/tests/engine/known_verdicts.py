"""Small processes of which the literature knows whether they are sound.

(name, drawing, [(code, element)] of the unsound ones, fields of nodes): those of van
der Aalst's soundness (deadlock, lack of synchronisation, livelock, dead tasks, what is
left behind), of the patterns, and of what BPMN adds to workflow nets.
"""

SOUND = (
    ("a row", "(start) -> [A] -> {B} -> (end)"),
    (
        "a choice and its merge",
        """(start) -> <x> -?a-> [A] -> <m> -> (end)
        <x> -else-> [B] -> <m>""",
    ),
    (
        "a fork and its join",
        """(start) -> <+f> -> [A] -> <+j> -> (end)
        <+f> -> [B] -> <+j>""",
    ),
    (
        "an inclusive split and its join",
        """(start) -> <%f> -?a-> [A] -> <%j> -> (end)
        <%f> -?b-> [B] -> <%j>
        <%f> -else-> [C] -> <%j>""",
    ),
    (
        "a fork joined by an inclusive gateway",
        """(start) -> <+f> -> [A] -> <%j> -> (end)
        <+f> -> [B] -> <%j>""",
    ),
    (
        "a loop with a way out",
        "(start) -> <m> -> [A] -> <x> -?r-> <m>\n<x> -else-> (e)",
    ),
    (
        "an inclusive join in a loop",
        """(start) -> <m> -> <%f> -?a-> [A] -> <%j> -> [C] -> <x> -?again-> <m>
        <%f> -?b-> [B] -> <%j>
        <%f> -else-> <%j>
        <x> -else-> (end)""",
    ),
    (
        "a deferred choice",
        """(start) -> <^g> -> (?message:mail) -> [A] -> (end)
        <^g> -> (@2h) -> (late)""",
    ),
    ("a limit with an end of its own", "(start) -> [A] -> (end)\n(@2h|A) -> (late)"),
    ("a reminder", "(start) -> [A] -> (end)\n(@2h~A) -> [Remind] -> (told)"),
    (
        "a limit that comes back to the same join",
        """(start) -> <+f> -> [A] -> <m> -> <+j> -> (end)
        (@2h|A) -> [Hurry] -> <m>
        <+f> -> [B] -> <+j>""",
    ),
    (
        "an end that ends all",
        """(start) -> <+f> -> [A] -> (!stop)
        <+f> -> [B] -> (end)""",
    ),
    (
        "an end that ends all of its sub-process only",
        """(start) -> |P| -> [After] -> (end)
        P: (in) -> <+f> -> [A] -> (!stop)
        P: <+f> -> [B] -> (out)""",
    ),
    (
        "an event sub-process that interrupts",
        """(start) -> [A] -> (end)
        |!E|
        E: (?message:stop) -> [Undo] -> (undone)""",
    ),
    (
        "an event sub-process beside the rest",
        """(start) -> [A] -> [B] -> (end)
        |!E|
        E: (?~signal:news) -> [Read] -> (read)""",
    ),
    (
        "an error that is caught",
        """(start) -> |P| -> [After] -> (end)
        P: (in) -> [A] -> <x> -?bad-> (>error:bad=E1)
        P: <x> -else-> (out)
        (?error:caught=E1|P) -> [Mend] -> (mended)""",
    ),
    ("a call that fails", "(start) -> [[A]] -> (end)\n(?error:no=E1|A) -> (failed)"),
    (
        "two of three",
        """(start) -> <+f> -> [A] -> <*j> -> (end)
        <+f> -> [B] -> <*j>
        <+f> -> [C] -> <*j>""",
        {"j": {"condition": 2}},
    ),
    (
        "several instances in one of two branches",
        """(start) -> <+f> -> [A] -> <+j> -> (end)
        <+f> -> [B] -> <+j>""",
        {"B": {"loop": "parallel", "number": "people"}},
    ),
    ("branches that each end", "(start) -> <+f> -> [A] -> (a)\n<+f> -> [B] -> (b)"),
    ("links", "(start) -> [A] -> (>link:to=x)\n(?link:here=x) -> [B] -> (end)"),
    (
        "either of two beginnings",
        """(start) -> <m> -> [A] -> (end)
        (?message:mail) -> <m>""",
    ),
    (
        "a structured loop around a fork",
        """(start) -> <m> -> <+f> -> [A] -> <+j> -> <x> -?again-> <m>
        <+f> -> [B] -> <+j>
        <x> -else-> (end)""",
    ),
)
UNSOUND = (
    (
        "a choice that is joined",
        """(start) -> <x> -?a-> [A] -> <+j> -> (end)
        <x> -else-> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "an inclusive split that is joined as if by a fork",
        """(start) -> <%f> -?a-> [A] -> <+j> -> (end)
        <%f> -else-> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "a fork that is merged",
        """(start) -> <+f> -> [A] -> <m> -> [C] -> (end)
        <+f> -> [B] -> <m>""",
        [("twice", "C")],
    ),
    (
        "a fork that is merged, one branch longer",
        """(start) -> <+f> -> [A] -> [A2] -> [A3] -> [A4] -> <m> -> [C] -> (end)
        <+f> -> [B] -> <m>""",
        [("twice", "C")],
    ),
    (
        "an inclusive split that is merged",
        """(start) -> <%f> -?a-> [A] -> <m> -> [C] -> (end)
        <%f> -?b-> [B] -> <m>""",
        [("twice", "C")],
    ),
    ("no way out", "(start) -> [A] -> [B] -> [A]\n[C] -> (end)", [("endless", "A")]),
    (
        "no way out behind a choice",
        """(start) -> <x> -?a-> [A] -> [B] -> [A]
        <x> -else-> (end)""",
        [("endless", "A")],
    ),
    (
        "a step that nothing leads to",
        "(start) -> [A] -> (end)\n[B] -> (other)",
        [("dead", "B"), ("dead", "other")],
    ),
    (
        "a way for an outcome that there is not",
        """(start) -> [A: yes] -yes-> [B] -> (end)
        [A] -no-> [C] -> (lost)""",
        [("dead", "C"), ("dead", "lost")],
    ),
    (
        "a join that a loop comes back to",
        "(start) -> <+j> -> [A] -> <x> -?again-> <+j>\n<x> -else-> (end)",
        [("deadlock", "j")],
    ),
    (
        "a loop back into a branch",
        """(start) -> <+f> -> <m> -> [A] -> <+j> -> (end)
        <+f> -> [B] -> <x> -?again-> <m>
        <x> -else-> <+j>""",
        [("twice", "A")],
    ),
    (
        "a limit takes away what a join waits for",
        """(start) -> <+f> -> [A] -> <+j> -> (end)
        (@2h|A) -> [Late] -> (late)
        <+f> -> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "a join waits for a reminder that need not come",
        """(start) -> [A] -> <+j> -> (end)
        (@2h~A) -> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "a deferred choice that is joined",
        """(start) -> <^g> -> (?message:mail) -> [A] -> <+j> -> (end)
        <^g> -> (@2h) -> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "two beginnings that are joined",
        """(start) -> <+j> -> [A] -> (end)
        (?message:mail) -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "two joins that wait for each other",
        """(start) -> <+f> -> <+a> -> [A] -> <+b>
        <+f> -> <+b> -> [B] -> <+a>
        [A] -> (end)""",
        [("deadlock", "a")],
    ),
    (
        "a choice that is joined, in a sub-process",
        """(start) -> |P| -> [After] -> (end)
        P: (in) -> <x> -?a-> [A] -> <+j> -> (out)
        P: <x> -else-> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
    (
        "a fork that is merged in a handler",
        """(start) -> [A] -> (end)
        |!E|
        E: (?message:stop) -> <+f> -> [B] -> <m> -> [D] -> (out)
        E: <+f> -> [C] -> <m>""",
        [("twice", "D")],
    ),
    (
        "a fork that is merged in what catches an error of the whole process",
        """(start) -> {A} -> (end)
        |!E|
        E: (?error:bad) -> <+f> -> [B] -> <m> -> [D] -> (out)
        E: <+f> -> [C] -> <m>""",
        [("twice", "D")],
    ),
    (
        "four of three",
        """(start) -> <+f> -> [A] -> <*j> -> (end)
        <+f> -> [B] -> <*j>
        <+f> -> [C] -> <*j>""",
        [("deadlock", "j")],
        {"j": {"condition": 4}},
    ),
    (
        "side branches that pile up",
        """(start) -> <m> -> [A] -> <+f> -> [Tell] -> (told)
        <+f> -> <x> -?again-> <m>
        <x> -else-> (end)""",
        [("twice", "Tell")],
    ),
    (
        "a ring that never waits",
        "(start) -> <m> -> <+f> -> <m>\n<+f> -> (end)",
        [("spins", "m")],
    ),
    (
        "several instances behind a fork that is merged",
        """(start) -> <+f> -> [A] -> <m> -> [C] -> (end)
        <+f> -> [B] -> <m>""",
        [("twice", "C")],
        {"C": {"loop": "sequential", "number": 2}},
    ),
    (
        "an error takes away what a join waits for",
        """(start) -> <+f> -> [[A]] -> <+j> -> (end)
        (?error:no=E1|A) -> (failed)
        <+f> -> [B] -> <+j>""",
        [("deadlock", "j")],
    ),
)
