"""Install the add-on from the Apps list as an administrator does: in a browser.

    install_from_apps.py URL FOLDER COMMAND...

COMMAND is an Odoo server at URL with a database that holds nothing but Odoo's base; it
is started and ended here. The last line says PASS, or FAIL and why; what was to be seen
then is kept as a picture in FOLDER.
"""

import base64
import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

APP = "CRM Business Processes"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--remote-allow-origins=*",
    "--remote-debugging-port=0",
    "--window-size=1366,768",
)
# The first that is shown, of all that the selector finds and that have the text.
FIND = """(() => {
    const found = [...document.querySelectorAll(%s)].find(
        (el) => el.textContent.includes(%s) && el.getClientRects().length);
    if (!found) return null;
    found.scrollIntoView({ block: "center" });
    const box = found.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
})()"""


class Failure(Exception):
    """What an administrator would complain about."""


class Page:
    """One tab of a browser, driven over the DevTools protocol by mouse and keyboard."""

    def __init__(self, profile):
        command = next(filter(None, map(shutil.which, BROWSERS)), None)
        if not command:
            raise Failure("There is no Chromium here.")
        self._profile = Path(profile)
        self._browser = subprocess.Popen(
            [command, *SWITCHES, f"--user-data-dir={profile}", "about:blank"],
            stderr=subprocess.DEVNULL,
        )
        self._id = 0
        self._socket = websocket.create_connection(self._address(), timeout=600)
        self.complaints = []
        for domain in ("Page", "Runtime"):
            self.send(f"{domain}.enable")

    def _address(self):
        port = self._profile / "DevToolsActivePort"
        until(lambda: port.exists() and "\n" in port.read_text(), "The browser", 60)
        url = f"http://127.0.0.1:{port.read_text().splitlines()[0]}/json"
        with urllib.request.urlopen(url, timeout=60) as answer:
            tabs = json.load(answer)
        return next(t["webSocketDebuggerUrl"] for t in tabs if t["type"] == "page")

    def close(self):
        self._socket.close()
        self._browser.terminate()
        self._browser.wait()

    def send(self, method, **params):
        """Do it and return the answer; what the page complains of meanwhile is kept."""
        self._id += 1
        call = {"id": self._id, "method": method, "params": params}
        self._socket.send(json.dumps(call))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == self._id:
                return message.get("result", {})
            self.complaints += complaints_of(message)

    def find(self, selector, text=""):
        """The middle of what is shown there, or nothing."""
        script = FIND % (json.dumps(selector), json.dumps(text))
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        return answer.get("result", {}).get("value")

    def see(self, selector, text="", seconds=60):
        """Wait until it is there and stands still."""
        seen = []

        def is_still():
            seen.append(self.find(selector, text))
            return seen[-1] and seen[-1] == seen[-2:][0] and len(seen) > 1

        until(is_still, f"“{text or selector}”", seconds)
        return seen[-1]

    def click(self, selector, text=""):
        place = self.see(selector, text)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = {} if kind == "mouseMoved" else {"button": "left", "clickCount": 1}
            self.send("Input.dispatchMouseEvent", type=kind, **place, **button)

    def type(self, selector, text):
        self.click(selector)
        self.send("Input.insertText", text=text)

    def press_enter(self):
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
        self.send("Input.dispatchKeyEvent", type="keyDown", text="\r", **key)
        self.send("Input.dispatchKeyEvent", type="keyUp", **key)

    def picture(self, path):
        shot = self.send("Page.captureScreenshot")
        path.write_bytes(base64.b64decode(shot.get("data", "")))


def complaints_of(event):
    """What the page wrote into its console as an error, or what it did not catch."""
    params = event.get("params", {})
    if event.get("method") == "Runtime.exceptionThrown":
        details = params["exceptionDetails"]
        return [details.get("exception", {}).get("description") or details["text"]]
    if event.get("method") == "Runtime.consoleAPICalled" and params["type"] == "error":
        return [str(a.get("description") or a.get("value")) for a in params["args"]]
    return []


def until(done, words, seconds):
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise Failure(f"{words} did not come within {seconds} seconds.")
        time.sleep(0.2)


def answers(url):
    try:
        with urllib.request.urlopen(f"{url}/web/login", timeout=60) as answer:
            return answer.status == 200
    except OSError:
        return False


def install(page, url):
    """What the administrator does and expects to see."""
    page.send("Page.navigate", url=f"{url}/web/login")
    page.type("input[name=login]", "admin")
    page.type("input[name=password]", "admin")
    page.press_enter()
    # With nothing installed, the Apps are what one comes to.
    page.see(".o_modules_kanban .o_kanban_record", "Activate")
    page.type(".o_searchview_input", APP)
    page.see(".o_searchview_autocomplete", APP)
    page.press_enter()
    page.see(".o_facet_value", APP)
    page.click(".o_modules_kanban .o_kanban_record button", "Activate")
    until(lambda: not page.find(".o_modules_kanban"), "The new start page", 600)
    page.click(".o_navbar_apps_menu button")
    page.click(".o_app[data-menu-xmlid='crm_bpm_flow.menu_root']", "Processes")
    page.see(".o_menu_brand", "Processes")
    page.see(".o_view_nocontent", "Nothing waits for you")
    page.click("[data-menu-xmlid='crm_bpm_flow.menu_processes']")
    page.see(".o_view_nocontent", "Make your first process")
    if page.complaints:
        raise Failure("\n".join(page.complaints))


def main(url, folder, *command):
    """Start the server, install, end the server; return the exit code."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        server, page = subprocess.Popen(command, stdin=subprocess.DEVNULL), None
        try:
            until(lambda: answers(url), "Odoo's login page", 600)
            page = Page(profile)
            install(page, url)
        except Failure as failure:
            if page:
                page.picture(Path(folder) / "apps-list.png")
            print(f"FAIL: {failure}", flush=True)
            return 1
        finally:
            if page:
                page.close()
            server.terminate()
            server.wait()
    print("PASS", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
