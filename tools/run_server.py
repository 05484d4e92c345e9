"""Odoo in the foreground, saying only what a person needs: where to go, what is wrong.

Odoo's whole log goes to its log file (and to the terminal too with ./dev run --log).
"""

import logging
import os
import sys
import threading
import time
import urllib.request

import odoo.cli
from odoo.cli import server
from odoo.tools import config

LOGINS = {
    "plain": [("admin", "admin", "administrator")],
    "demo": [
        ("admin", "admin", "administrator"),
        ("olga.owner", "olga.owner", "process owner"),
        ("ivan.seller", "ivan.seller", "worker, a seller"),
        ("anna.clerk", "anna.clerk", "worker, a clerk and registrar"),
    ],
}


def greeting(url):
    """Where to go and with which logins."""
    lines = [f"Ready: {url}", ""]
    for login, password, who in LOGINS[os.environ["DEV_LOGINS"]]:
        lines.append(f"  login {login:<12} password {password:<12} {who}")
    lines += ["", "Ctrl+C ends it. The log: .dev/log/run.log"]
    return "\n".join(lines)


def greet_when_ready(port):
    """Wait until the server answers, then say where it is."""
    url = f"http://127.0.0.1:{port}"
    while not answers(url):
        time.sleep(0.2)
    print(greeting(url), flush=True)


def answers(url):
    try:
        urllib.request.urlopen(f"{url}/web/health", timeout=5).close()
    except OSError:
        return False
    return True


def log_to_terminal():
    handler = logging.StreamHandler()
    if not os.environ.get("DEV_WHOLE_LOG"):
        handler.setLevel(logging.WARNING)
        # What Python says about Odoo's own code is in the log file.
        handler.addFilter(lambda record: record.name != "py.warnings")
    words = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    handler.setFormatter(logging.Formatter(words))
    logging.getLogger().addHandler(handler)


def main(arguments):
    """Start the server and leave with its exit code."""
    config.parse_config(arguments, setup_logging=True)
    log_to_terminal()
    port = config["http_port"]
    threading.Thread(target=greet_when_ready, args=(port,), daemon=True).start()
    server.check_root_user = lambda: None
    try:
        server.main(arguments)
    except OSError as error:
        sys.exit(f"Port {port} cannot be used: {error.strerror}.")


if __name__ == "__main__":
    odoo.cli.COMMAND = "server"
    main(sys.argv[1:])
