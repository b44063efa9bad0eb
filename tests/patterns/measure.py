"""Measure, in the sandbox, how much longer a pattern takes on texts of twice the length."""

import json
import re
import time
from collections.abc import Callable
from typing import IO, Any

import regex

from tests.patterns.cases import cases

SHORT = 2_000
LENGTHS = (20_000, 40_000, 80_000)
# Texts of each use that are measured in full: those that take longest when short.
SLOWEST = 3
TIMES = 5
# Seconds of the processor: what takes less at the greatest length is not compared.
FLOOR = 0.05
# What takes more needs no longer text to be compared; what takes more when short is looked at before all others.
ENOUGH, OBVIOUS = 0.4, 0.02
RATIO = 3


def measure(file: IO[bytes]) -> dict[str, Any]:
    """Return a use and a text for which doubling the text took three times as long, twice over, if there are any."""
    given = json.load(file)
    engine = {"re": re, "regex": regex}[given["engine"]]
    data = given["pattern"].encode("latin-1") if given["bytes"] else given["pattern"]
    compiled: Any = engine.compile(data, given["flags"])
    texts = {length: _texts(given, length) for length in (SHORT, *LENGTHS)}
    for mode in given["modes"]:
        use = _use(compiled, mode)
        for number in _slowest(use, texts[SHORT]):
            times = _times(use, [texts[length][number] for length in LENGTHS])
            if len(times) > 1 and times[-1] > FLOOR and times[-1] > RATIO * times[-2]:
                return {"mode": mode, "text": repr(texts[SHORT][number])[:60], "seconds": times}
    return {}


def _slowest(use: Callable[[Any], Any], texts: list[Any]) -> list[int]:
    """Return the indices of the texts that take longest."""
    times = []
    for text in texts:
        times.append(_seconds(use, text, 1))
        if times[-1] > OBVIOUS and _seconds(use, text, 1) > OBVIOUS:
            return [len(times) - 1]
    return sorted(range(len(times)), key=lambda number: -times[number])[:SLOWEST]


def _times(use: Callable[[Any], Any], texts: list[Any]) -> list[float]:
    """Return the times for longer and longer texts, as long as each is suspicious."""
    if _seconds(use, texts[0], 1) < FLOOR / 4 ** len(texts):
        # Even if it grew with the square of the length it would stay below the floor.
        return []
    times: list[float] = []
    for text in texts:
        times.append(_seconds(use, text, TIMES))
        if len(times) > 1 and (times[-1] < RATIO * times[-2] or times[-1] > ENOUGH):
            break
    return times


def _texts(given: dict[str, Any], length: int) -> list[Any]:
    texts = cases(given["pattern"], given["flags"], length)
    return [text.encode("utf-8", "surrogatepass") if given["bytes"] else text for text in texts]


def _use(compiled: Any, mode: str) -> Callable[[Any], Any]:
    if mode == "scan":
        return lambda text: sum(1 for _ in compiled.finditer(text))
    return getattr(compiled, mode)  # type: ignore[no-any-return]


def _seconds(use: Callable[[Any], Any], text: Any, times: int) -> float:
    best = float("inf")
    for _ in range(times):
        started = time.process_time()
        use(text)
        best = min(best, time.process_time() - started)
        if best > ENOUGH:
            break
    return best
