import unittest

from engine import (
    Acquire,
    ArmTimer,
    CallProcess,
    CancelCall,
    CloseTask,
    DropAction,
    DropIncident,
    DropTimer,
    DropWait,
    Incident,
    OpenTask,
    Passed,
    Release,
    RunAction,
    WaitFor,
    netted,
)


class TestNetted(unittest.TestCase):
    def test_what_came_and_went_is_left_out(self):
        kept = [Passed(1, "A"), OpenTask(2, "B"), CloseTask(1, "A")]
        gone = [
            OpenTask(3, "C"),
            ArmTimer(3, "late"),
            RunAction(4, "D"),
            CallProcess(5, "E"),
            WaitFor(6, "F", "message"),
            Acquire(7, "G"),
            Incident(8, "H", "no_flow", {}),
            CloseTask(3, "C"),
            DropTimer(3, "late"),
            DropAction(4, "D"),
            CancelCall(5, "E"),
            DropWait(6, "F"),
            Release(7, "G"),
            DropIncident(8, "H"),
        ]
        self.assertEqual(netted(kept + gone), kept)
        self.assertEqual(netted(gone[:7] + kept + gone[7:]), kept)

    def test_what_was_open_before_is_closed(self):
        effects = [CloseTask(1, "A"), OpenTask(1, "A")]
        self.assertEqual(netted(effects), effects)

    def test_another_token_or_another_kind_is_no_pair(self):
        effects = [OpenTask(1, "A"), CloseTask(2, "A"), DropTimer(1, "A")]
        self.assertEqual(netted(effects), effects)
