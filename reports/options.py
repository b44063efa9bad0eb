"""The options of a report as URLs carry them: ``?threshold=majority&round=4&reader=12&reader=13``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.permissions import PermissionRefused
from reports.analysis.combine import ALL, MAJORITY, minimum_readers
from web.i18n.translate import translate
from web.values import parse_int

MAX_READERS = 1000
HIDDEN = "hidden"
NO_NUMBERS = N_("“round”, “reader” and “revision” must be numbers, not “{value}”.")
NO_ROUND = N_("“round” is missing. Choose the exercise that the answer key belongs to.")


@dataclass(frozen=True)
class ReportOptions:
    """What a report is built from.

    ``threshold`` None: the default of the rounds. ``round`` None: all rounds. ``readers``: user ids, () for all.
    ``key``: the answer key of ``round`` instead of its readers' annotations. ``names`` False: readers are numbered.
    ``agreed``: files with annotations contain the agreed passages instead of each reader's annotations. ``revision``
    None: the newest text. ``from_hints`` False: annotations made from a hint are left out of the agreement.
    """

    threshold: str | None = None
    round: int | None = None
    readers: tuple[int, ...] = ()
    key: bool = False
    names: bool = True
    agreed: bool = False
    revision: int | None = None
    from_hints: bool = True

    @property
    def query(self) -> str:
        """Return the options as a query string with its question mark, or "" if all are defaults."""
        pairs: dict[str, Any] = {
            "threshold": self.threshold,
            "round": self.round,
            "reader": self.readers,
            "key": int(self.key),
            "names": "" if self.names else HIDDEN,
            "agreed": int(self.agreed),
            "revision": self.revision,
            "from_hints": "" if self.from_hints else "0",
        }
        query = urlencode({name: value for name, value in pairs.items() if value}, doseq=True)
        return f"?{query}" if query else ""


def parse_options(data: QueryDict | Mapping[str, Any]) -> ReportOptions:
    """Parse the options in a query string. Raise ``BadRequest`` with a translated message if one is invalid."""
    threshold = data.get("threshold") or None
    if threshold:
        try:
            minimum_readers(threshold, 1)
        except ValueError as error:
            raise BadRequest(translate(error)) from None
    round_ = _number(data.get("round") or "0")
    readers = [_number(value) for value in data.getlist("reader")] if isinstance(data, QueryDict) else []
    key, agreed = (data.get(name, "") not in ("", "0") for name in ("key", "agreed"))
    if key and not round_:
        raise BadRequest(_(NO_ROUND))
    names = data.get("names") != HIDDEN
    reader_ids = tuple(sorted(set(readers[:MAX_READERS]) - {0}))
    revision = _number(data.get("revision") or "0") or None
    from_hints = data.get("from_hints") != "0"
    return ReportOptions(threshold, round_ or None, reader_ids, key, names, agreed, revision, from_hints)


def parse_threshold(data: Mapping[str, Any]) -> str:
    """Return the threshold that ``rule`` and its number ``k`` ask for. Raise ``PermissionRefused`` if there is none."""
    rule, k = str(data.get("rule", "")), str(data.get("k", "") or 1)
    threshold = k if rule == "at least" else rule
    try:
        if rule in (ALL, MAJORITY, "at least") and minimum_readers(threshold, 1):
            return threshold
    except ValueError:
        pass
    raise PermissionRefused(
        _("“rule” must be “all”, “majority” or “at least”; “at least” also needs a number.")
    )


def _number(value: str) -> int:
    number = parse_int(value or "0")
    if number is not None:
        return number
    message = _(NO_NUMBERS)
    raise BadRequest(message.format(value=value[:40]))
