"""Are timers punctual in a real server, also in one that was killed meanwhile?

    alarm_server.py URL DATABASE LOG COMMAND...

COMMAND is an Odoo server at URL whose database has the process of alarm_setup.py; what
it says is written to LOG. The last line says PASS, or FAIL and why.
"""

import calendar
import re
import sys
import time
from pathlib import Path

from kill_server import Client, Refused, Server, equal, wait_for

CASES = 3
LATE = 2  # seconds
BEGINS = re.compile(r"^(\S+ \S+),(\d{3}) .*timers, reminders and jobs.* starting")
RESTART = 45  # seconds before the moment: time enough to be up again


class Watch:
    """One case that waits, and how late it goes on."""

    def __init__(self, client, name, log):
        self.client, self.log = client, log
        self.partner = client.call("res.partner", "create", [{"name": name}])

    def due(self):
        """The moment that the case waits for, or None."""
        domain = [("instance_id.res_id", "=", self.partner)]
        fields = ["date_due"]
        rows = self.client.call("bpm.flow.job", "search_read", [domain], fields=fields)
        if not rows:
            return None
        moment = time.strptime(rows[0]["date_due"], "%Y-%m-%d %H:%M:%S")
        return calendar.timegm(moment)

    def late(self):
        """Seconds between the moment and the start of the run that sees to it.

        How long that takes is the machine's: it is told beside.
        """
        due = self.due()
        while self.due() == due:
            time.sleep(0.1)
        done = time.time()
        begun = min((b for b in begins(self.log) if b >= due), default=done)
        print(f"done after {done - due:.2f} s")
        return min(begun, done) - due


def begins(log):
    """The moments at which runs of the scheduler began, by the server's log."""
    for line in Path(log).read_text(encoding="utf-8").splitlines():
        if found := BEGINS.match(line):
            moment = time.strptime(found[1], "%Y-%m-%d %H:%M:%S")
            yield time.mktime(moment) + int(found[2]) / 1000


def play(server, url, database, log):
    client = Client(url, database)
    wait_for(server.is_up, 60, "the server to start")
    late = []
    # A process that has just begun compiles and reads much in its first run.
    Watch(client, "First", log).late()
    for number in range(CASES):
        watch = Watch(client, f"Punctual {number}", log)
        late.append(watch.late())
    # The second moment is asked for by the scheduler's own run. Then the process that
    # keeps it dies.
    time.sleep(max(0, watch.due() - RESTART - time.time()))
    server.kill()
    server.start()
    wait_for(server.is_up, RESTART, "the server to start again")
    late.append(watch.late())
    print("late:", ", ".join(f"{seconds:.2f} s" for seconds in late))
    if max(late) > LATE:
        raise AssertionError(f"{max(late):.1f} seconds late, not {LATE}")


def main(url, database, log, *command):
    """Return the exit code."""
    server = Server([*command, f"--logfile={log}"], url)
    try:
        play(server, url, database, log)
    except (AssertionError, Refused) as error:
        print(f"FAIL {error}")
        return 1
    finally:
        server.stop()
    try:
        equal("complaints", complaints(log), [])
    except AssertionError as error:
        print(f"FAIL {error}")
        return 1
    print("PASS")
    return 0


def complaints(log):
    """Lines of errors and warnings."""
    lines = Path(log).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if " ERROR " in line or " WARNING " in line]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
