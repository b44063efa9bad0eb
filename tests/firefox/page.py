"""One page in Firefox: what a person does on it, and what can be read from it."""

import base64
import json
from typing import Any

from tests.browser.annotation_page import PLACE
from tests.firefox.bidi import Firefox, until
from tests.firefox.gate import Gate

KEYS = {
    "Shift": "\ue008", "Control": "\ue009", "Alt": "\ue00a", "Enter": "\ue007", "Escape": "\ue00c",
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Delete": "\ue017",
}  # fmt: skip
WATCH = """() => addEventListener("securitypolicyviolation", (event) => {
  console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`);
})"""


class Page:
    """A tab with cookies, storage and a service worker of its own. ``errors`` are those of its scripts."""

    def __init__(self, firefox: Firefox, gate: Gate) -> None:
        self.firefox, self.gate = firefox, gate
        self.errors: list[str] = []
        firefox.listeners.append(self._listen)
        self.owner = firefox.send("browser.createUserContext")["userContext"]
        self.tab = firefox.send("browsingContext.create", type="tab", userContext=self.owner)["context"]
        firefox.send("script.addPreloadScript", functionDeclaration=WATCH, contexts=[self.tab])
        firefox.send("session.subscribe", events=["log.entryAdded"], contexts=[self.tab])
        size = {"width": 1440, "height": 900}
        firefox.send("browsingContext.setViewport", context=self.tab, viewport=size)

    def _listen(self, method: str, params: Any) -> None:
        # This server has no streams, and the gate cuts what is open: the page asks instead, and Firefox says so.
        if (
            method == "log.entryAdded"
            and params["level"] == "error"
            and "/changes/?after=" not in params["text"]
        ):
            self.errors.append(params["text"])

    def close(self) -> None:
        """Throw away the tab and all that it kept."""
        self.firefox.send("browser.removeUserContext", userContext=self.owner)
        self.firefox.listeners.remove(self._listen)

    def sign_in(self, session: str) -> None:
        """Hand the tab the cookie of a session."""
        cookie = {
            "name": "sessionid", "value": {"type": "string", "value": session}, "domain": "localhost",
            "path": "/", "httpOnly": True, "sameSite": "lax",
        }  # fmt: skip
        partition = {"type": "storageKey", "userContext": self.owner}
        self.firefox.send("storage.setCookie", cookie=cookie, partition=partition)

    def open(self, path: str) -> None:
        """Go to the marking page at ``path`` and wait until its script has run."""
        url = self.gate.address + path
        self.firefox.send("browsingContext.navigate", context=self.tab, url=url, wait="complete")
        self.ready()

    def reload(self) -> None:
        """The marking page once more."""
        self.firefox.send("browsingContext.reload", context=self.tab, wait="complete")
        self.ready()

    def ready(self) -> None:
        """Wait until the page's script has run."""
        until(lambda: self.call("() => document.documentElement.dataset.ready"), "the script of the page")

    def network(self, there: bool) -> None:
        """Cut the network, or bring it back; the page is told, as a real one is."""
        if there:
            self.gate.open = True
        else:
            self.gate.shut()
        conditions = None if there else {"type": "offline"}
        self.firefox.send("emulation.setNetworkConditions", networkConditions=conditions, contexts=[self.tab])

    # Reading

    def call(self, function: str, *values: Any) -> Any:
        """What a JavaScript function returns, or what its promise comes to."""
        answer = self.firefox.send(
            "script.callFunction",
            functionDeclaration=f"async (v) => JSON.stringify((await ({function})(...JSON.parse(v))) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(values)}],
            target={"context": self.tab},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"]["value"])

    def text(self, selector: str) -> str:
        """The text of the first element that fits, as a reader sees it; empty where there is none."""
        return str(self.call("(s) => document.querySelector(s)?.innerText ?? ''", selector)).strip()

    def shown(self, selector: str) -> bool:
        """Whether a reader sees it."""
        return bool(self.call("(s) => document.querySelector(s)?.checkVisibility() ?? false", selector))

    def box(self, selector: str) -> tuple[float, float]:
        """The middle of an element, scrolled into view."""
        found = self.call(
            """(s) => {
              const element = document.querySelector(s);
              element.scrollIntoView({ block: "nearest", behavior: "instant" });
              const { left, top, width, height } = element.getBoundingClientRect();
              return [left + width / 2, top + height / 2];
            }""",
            selector,
        )
        return found[0], found[1]

    def place(self, words: str) -> tuple[float, float, float, float]:
        """Where ``words`` start (x, y) and end (x, y) in the window, scrolled into view."""
        found = self.call(PLACE.replace("([words, nth])", "(words, nth)"), words, 0)
        return found[0], found[1], found[2], found[3]

    def picture(self) -> bytes:
        """The window as PNG."""
        taken = self.firefox.send("browsingContext.captureScreenshot", context=self.tab)
        return base64.b64decode(taken["data"])

    # Doing

    def press(self, *chords: str) -> None:
        """Press keys one after the other; those joined by + together."""
        actions = []
        for chord in chords:
            keys = [KEYS.get(key, key) for key in chord.split("+")]
            actions += [{"type": "keyDown", "value": key} for key in keys]
            actions += [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def type(self, text: str) -> None:
        """Type letter by letter."""
        self.press(*text)

    def click(self, x: float, y: float) -> None:
        """Press and release the mouse."""
        self._mouse((x, y), (x, y))

    def click_on(self, selector: str) -> None:
        """Press the mouse in the middle of an element."""
        self.click(*self.box(selector))

    def drag(self, words: str) -> None:
        """Drag the mouse over ``words`` and wait for the bar of tags."""
        left, top, right, bottom = self.place(words)
        self._mouse((left + 1, top), ((left + right) / 2, (top + bottom) / 2), (right - 1, bottom))
        until(lambda: self.shown("[data-tag-bar]"), "the bar of tags")

    def mark(self, words: str, key: str) -> None:
        """Select ``words`` with the mouse and press a tag's key."""
        self.drag(words)
        self.press(key)
        until(lambda: not self.shown("[data-tag-bar]"), "the bar of tags to go")

    def _mouse(self, start: tuple[float, float], *stops: tuple[float, float]) -> None:
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y)} for x, y in (start, *stops)]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self._act({"type": "pointer", "id": "mouse", "actions": [moves[0], down, *moves[1:], up]})

    def _act(self, source: dict[str, Any]) -> None:
        self.firefox.send("input.performActions", context=self.tab, actions=[source])

    # Waiting

    def saved(self) -> None:
        """Wait until the page says that everything is saved."""
        until(lambda: self.shown("[data-saved][data-state=saved]"), "“saved”")

    def stored_offline(self, number: int) -> None:
        """Wait until the page says that ``number`` annotations are kept on this device."""
        waiting = f"[data-saved][data-state=kept][data-waiting='{number}']"
        until(lambda: self.shown(waiting), f"{number} annotations kept on this device")

    def count(self, number: int) -> None:
        """Wait until the list of marks shows ``number`` of them."""
        counted = "() => document.querySelectorAll('[data-list] li').length"
        until(lambda: self.call(counted) == number, f"{number} marks in the list")
