"""Kill a server again and again while cases run: nothing is lost, nothing runs twice.

    kill_server.py URL DATABASE KILLS CASES COMMAND...

COMMAND is an Odoo server at URL whose database has the process of kill_setup.py. The
last line says PASS, or FAIL and why.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from http.cookiejar import CookieJar
from queue import Empty, Queue

WORKERS = 4
STEPS = ("start", "first", "ask", "later", "pause", "last", "end")
NOTHING = object()
# HTTPException: the server died in the middle of its answer.
UNREACHABLE = (urllib.error.URLError, HTTPException, OSError, EOFError)


class Refused(Exception):
    """The server answered with an error."""


class AlreadyDone(Refused):
    """It was done by a try whose answer never came."""


class Client:
    """A logged-in user who repeats what a dead server did not answer."""

    answers = 0  # to all of them

    def __init__(self, url, database):
        self.url, self.database = url, database
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        )
        self.is_known = False

    def call(self, model, method, args, **kwargs):
        """The answer, as soon as there is a server to give one."""
        while True:
            found = self.once(model, method, args, **kwargs)
            if found is not NOTHING:
                return found

    def once(self, model, method, args, **kwargs):
        """One try: the answer, or NOTHING when the server died meanwhile."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        try:
            if not self.is_known:
                self._login()
            found = self._post("web/dataset/call_kw", params)
            Client.answers += 1
            return found
        except UNREACHABLE:
            time.sleep(0.2)
            return NOTHING

    def _login(self):
        params = {"db": self.database, "login": "admin", "password": "admin"}
        self._post("web/session/authenticate", params)
        self.is_known = True

    def _post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        request = urllib.request.Request(
            f"{self.url}/{path}",
            body.encode(),
            {"Content-Type": "application/json"},
        )
        with self.opener.open(request, timeout=60) as answer:
            found = json.load(answer)
        if "error" in found:
            said = found["error"]["data"].get("message", str(found["error"]))
            raise AlreadyDone(said) if "already finished" in said else Refused(said)
        return found.get("result")


class Server:
    """The process that is killed."""

    def __init__(self, command, url):
        self.command, self.url = command, url
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command, stdout=sys.stderr, stderr=sys.stderr, start_new_session=True
        )

    def kill(self):
        """It and the processes that it started, which would keep its port."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)

    def is_up(self):
        try:
            with urllib.request.urlopen(f"{self.url}/web/health", timeout=5):
                return True
        except UNREACHABLE:
            return False


def work(url, database, numbers):
    """Make contacts and finish their tasks; each number is one contact."""
    client = Client(url, database)
    while True:
        try:
            ref = f"killed-{numbers.get_nowait()}"
        except Empty:
            return
        found = client.call("res.partner", "search", [[("ref", "=", ref)]])
        while not found:
            # Not answered does not mean not saved: look before doing it again.
            made = client.once("res.partner", "create", [{"name": ref, "ref": ref}])
            found = client.call("res.partner", "search", [[("ref", "=", ref)]])
            assert made is NOTHING or found
        finish(client, found[0])


def finish(client, partner):
    """Finish the contact's task; another try may have done it without an answer."""
    domain = [("res_id", "=", partner), ("res_model", "=", "res.partner")]
    for task in client.call("bpm.flow.task", "search", [domain]):
        with suppress(AlreadyDone):
            client.call("bpm.flow.task", "complete", [[task]])


def play(server, url, database, kills, cases):
    """Kill while the work goes on; then let everything come to its end."""
    numbers = Queue()
    for number in range(cases):
        numbers.put(number)
    failures = []

    def guarded():
        try:
            work(url, database, numbers)
        except Exception as error:  # noqa: BLE001 told by the main thread
            failures.append(repr(error))

    threads = [threading.Thread(target=guarded) for _worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    chance = random.Random(19)
    for _kill in range(kills):
        wait_for(server.is_up, 60, "the server to start")
        # However slow the machine is: something is done between two kills.
        before = Client.answers
        wait_for(
            lambda n=before: (
                Client.answers > n or not any(thread.is_alive() for thread in threads)
            ),
            60,
            "an answer",
        )
        time.sleep(chance.uniform(0.2, 2.5))
        server.kill()
        server.start()
    for thread in threads:
        thread.join(timeout=600)
    if failures:
        raise AssertionError(failures[0])


def wait_for(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"{seconds} seconds were not enough for {what}")
        time.sleep(0.1)


def check(client, cases):
    """Each case did each step once, and its journal proves it."""
    ids = client.call("bpm.flow.instance", "search", [[]], order="id")
    equal("cases", len(ids), cases)
    done = [("state", "=", "done")]
    wait_for(
        lambda: client.call("bpm.flow.instance", "search_count", [done]) == cases,
        300,
        f"{cases} cases to end: {stuck(client)}",
    )
    for case in ids[:: max(1, cases // 50)]:
        walked = client.call("bpm.flow.instance", "walked", [[case]])
        equal(f"steps of case {case}", walked, dict.fromkeys(STEPS, 1))
    for step in ("first", "later", "last"):
        named = [("name", "=like", f"{step} %")]
        equal(step, client.call("crm.tag", "search_count", [named]), cases)
    equal("tasks", client.call("bpm.flow.task", "search_count", [[]]), cases)
    equal("jobs left", client.call("bpm.flow.job", "search_count", [[]]), 0)
    equal("broken journals", client.call("bpm.flow.log", "verify", [ids]), [])
    rows = client.call("bpm.flow.log", "search_count", [[("kind", "=", "incident")]])
    equal("incidents", rows, 0)


def stuck(client):
    groups = client.call(
        "bpm.flow.instance", "read_group", [[], ["state"], ["state"]], lazy=False
    )
    return [(group["state"], group["__count"]) for group in groups]


def equal(what, found, wanted):
    if found != wanted:
        raise AssertionError(f"{what}: {found}, not {wanted}")


def main(url, database, kills, cases, *command):
    """Return the exit code."""
    server = Server(command, url)
    try:
        play(server, url, database, int(kills), int(cases))
        check(Client(url, database), int(cases))
    except (AssertionError, Refused) as error:
        print(f"FAIL {error}")
        return 1
    finally:
        server.stop()
    print(f"PASS killed {kills} times while {cases} cases ran")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
