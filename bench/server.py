"""A real Odoo server for the benchmarks, and somebody who works at it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

COMMAND = Path(__file__).parents[1] / "tools" / "odoo_command.py"


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Server:
    """Odoo on one database, as long as the ``with`` lasts."""

    def __init__(self, database, *options, **environ):
        self.database, port = database, free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.command = [
            *(sys.executable, "-B", str(COMMAND), "server"),
            *("-c", os.environ["BENCH_CONF"], "-d", database),
            *(f"--db-filter=^{database}$", f"--http-port={port}"),
            "--log-level=error",
            *options,
        ]
        ports = {"ODOO_QUEUE_JOB_HOST": "127.0.0.1", "ODOO_QUEUE_JOB_PORT": str(port)}
        self.environ = {**os.environ, **ports, **environ}

    def __enter__(self):
        # Odoo greets whoever starts it as root; that is not to stand in our table.
        self.process = subprocess.Popen(
            self.command, env=self.environ, stdout=sys.stderr, start_new_session=True
        )
        while not self._answers():
            if self.process.poll() is not None:
                raise RuntimeError("the server ended")
            time.sleep(0.2)
        return self

    def __exit__(self, *_error):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _answers(self):
        try:
            urllib.request.urlopen(f"{self.url}/web/health", timeout=5).close()
        except OSError:
            return False
        return True


class Session:
    """A person's browser: logged in, asking what the web client asks."""

    def __init__(self, server, login):
        self.url = server.url
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        params = {"db": server.database, "login": login, "password": login}
        known = self.post("web/session/authenticate", params)
        company = known["user_companies"]["current_company"]
        self.context = {**known["user_context"], "allowed_company_ids": [company]}

    def call(self, model, method, *args, **kwargs):
        kwargs = {"context": self.context, **kwargs}
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post(f"web/dataset/call_kw/{model}/{method}", params)

    def post(self, path, params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        request = urllib.request.Request(
            f"{self.url}/{path}", body.encode(), {"Content-Type": "application/json"}
        )
        with self.opener.open(request, timeout=300) as answer:
            found = json.load(answer)
        if "error" in found:
            raise RuntimeError(found["error"]["data"]["debug"])
        return found.get("result")
