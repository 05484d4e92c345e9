"""Are timers punctual in a real server, also in one that was killed meanwhile?

    alarm_server.py URL DATABASE LOG COMMAND...

COMMAND is an Odoo server at URL whose database has the process of alarm_setup.py; what
it says is written to LOG. The last line says PASS, or FAIL and why.
"""

import calendar
import sys
import time
from pathlib import Path

from kill_server import Client, Refused, Server, equal, wait_for

CASES = 3
LATE = 2  # seconds
RESTART = 45  # seconds before the moment: time enough to be up again


class Watch:
    """One case that waits, and how late it goes on."""

    def __init__(self, client, name):
        self.client = client
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
        """Seconds between the moment and the case's going on."""
        due = self.due()
        while self.due() == due:
            time.sleep(0.1)
        return time.time() - due


def play(server, url, database):
    client = Client(url, database)
    wait_for(server.is_up, 60, "the server to start")
    late = []
    # A process that has just begun compiles and reads much in its first run.
    Watch(client, "First").late()
    for number in range(CASES):
        watch = Watch(client, f"Punctual {number}")
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
        play(server, url, database)
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
