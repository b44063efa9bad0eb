"""The marking page with many marks in a real Chromium: how long it takes to open, and from a key to its highlight.

    python -m benchmarks.marking_page

A site of its own in a temporary folder, the production server, 30 readers. Times are medians (and 95th percentiles)
in milliseconds, with the processor slowed four times for the keys. Nothing is asserted here.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
CASES = [(1_200, 100), (1_200, 1_000), (1_200, 5_000), (20_000, 300)]
OPENINGS, KEYS = 5, 40
PORT = 8765
WORDS = ["the", "council", "said", "bridge", "repair", "would", "cost", "more", "while", "critics", "claimed"]
SLOWED = 4

PROBE = """() => {
  window.spent = 0;
  const timed = (work) => (...given) => {
    const at = performance.now();
    work(...given);
    window.spent += performance.now() - at;
  };
  const frame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (work) => frame(timed(work));
  let began = 0;
  window.addEventListener("keydown", () => { began = performance.now(); }, true);
  window.addEventListener("keydown", () => { window.spent += performance.now() - began; });
}"""
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(
  [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0)))))"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        sys.path.insert(0, str(ROOT))
        session, rounds = prepare()
        with serving():
            print(
                "| words | marks | open, median | page | key to highlight, median (95 %) of script, slowed 4 times |"
            )
            print("|---|---|---|---|---|")
            for (words, marks), round_ in zip(CASES, rounds, strict=True):
                opened, weight, keys = measure(session, round_)
                keys.sort()
                print(
                    f"| {words:,} | {marks:,} | {statistics.median(opened):.0f} ms | {weight / 1000:.0f} KB "
                    f"| {statistics.median(keys):.1f} ms ({keys[int(len(keys) * 0.95)]:.1f} ms) |",
                    flush=True,
                )


def prepare() -> tuple[str, list[int]]:
    """A reader's session, and a round for each case."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from people.actions import add_member, create_team
    from people.models import User
    from people.permissions import Role

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    people = [User.objects.create_user(f"reader{i}@example.org", None, f"Reader {i}") for i in range(30)]
    team = create_team(people[0], "Class")
    for person in people[1:]:
        add_member(team, person, Role.ANNOTATOR)
    rounds = [make_round(team, people, words, marks) for words, marks in CASES]
    client = Client()
    client.force_login(people[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value, rounds


def make_round(team: object, people: list, words: int, marks: int) -> int:
    """A round on a text of so many words with so many marks, the same each time."""
    from django.db import transaction

    from annotate.actions import Mark, put_annotation
    from annotate.round_actions import open_round
    from articles.actions import add_article, freeze
    from articles.draft import Draft

    chance = random.Random(f"{words} {marks}")  # noqa: S311 (no secret)
    body = "\n\n".join(" ".join(chance.choices(WORDS, k=80)) + "." for _ in range(words // 80))
    article = add_article(people[0], Draft(body, title=f"{words} words"), b"", "text.txt", team)
    round_ = open_round(people[0], freeze(people[0], article, cleaning=False))
    tags = [tag.slug for tag in round_.codebook.pure.tags]
    with transaction.atomic():
        for _ in range(marks):
            start = body.index(" ", chance.randrange(len(body) - 400)) + 1
            end = body.index(" ", start + chance.randrange(5, 120))
            mark = Mark(chance.choice(tags), start, end, body[start:end], {})
            put_annotation(chance.choice(people), round_, uuid4(), mark)
    return round_.pk


@contextmanager
def serving() -> Iterator[subprocess.Popen]:
    """The production server, on the site that was prepared."""
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--port",
        str(PORT),
        "--log-level",
        "warning",
        "--lifespan",
        "off",
    ]
    with subprocess.Popen(command, cwd=ROOT) as server:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://localhost:{PORT}/", timeout=5)
                break
            except OSError:
                time.sleep(0.1)
        yield server
        server.terminate()


def measure(session: str, round_: int) -> tuple[list[float], int, list[float]]:
    """Milliseconds of each opening, the page's bytes, and milliseconds of script from each key to its highlight."""
    from playwright.sync_api import sync_playwright

    from scripts.browser import find

    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
    ]
    opened, keys = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=flags)
        for _ in range(OPENINGS):
            context = browser.new_context(
                base_url=f"http://localhost:{PORT}", viewport={"width": 1440, "height": 900}
            )
            context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://localhost:{PORT}"}])
            page = context.new_page()
            began = time.perf_counter()
            answer = page.goto(f"/rounds/{round_}/", wait_until="commit")
            page.wait_for_selector("html[data-ready]")
            page.evaluate(PAINTED)
            opened.append(1000 * (time.perf_counter() - began))
            weight = len(answer.body())
            if len(opened) == OPENINGS:
                keys = key_times(page)
            context.close()
        browser.close()
    return opened, weight, keys


def key_times(page: object) -> list[float]:
    """Moves on by a word and marks it, again and again."""
    page.wait_for_load_state("networkidle")
    page.evaluate(PROBE)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.locator("[data-cursor]").focus()
    found = []
    for number in range(KEYS):
        page.keyboard.press("ArrowRight")
        page.evaluate(PAINTED)
        page.evaluate("window.spent = 0")
        page.keyboard.press("1234"[number % 4])
        page.evaluate(PAINTED)
        found.append(page.evaluate("window.spent"))
    return found


if __name__ == "__main__":
    main()
