"""What a report is wanted of, as addresses carry it: ``?threshold=majority&round=4&reader=12&reader=13``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from reports.analysis.combine import minimum_readers
from web.i18n.translate import translate

MAX_READERS = 1000
HIDDEN = "hidden"


@dataclass(frozen=True)
class ReportOptions:
    """``threshold`` None is the default of the rounds; ``round`` None all of them; ``readers`` ids, () all of them.

    ``key``: the key of ``round``, in place of what its readers marked. ``names`` False: readers are numbered.
    ``agreed``: for files that hold marks, the agreed passages in place of each reader's. ``revision`` None is the
    newest text.
    """

    threshold: str | None = None
    round: int | None = None
    readers: tuple[int, ...] = ()
    key: bool = False
    names: bool = True
    agreed: bool = False
    revision: int | None = None

    @property
    def query(self) -> str:
        """The same wishes in an address, "" where there are none."""
        pairs: dict[str, Any] = {
            "threshold": self.threshold,
            "round": self.round,
            "reader": self.readers,
            "key": int(self.key),
            "names": "" if self.names else HIDDEN,
            "agreed": int(self.agreed),
            "revision": self.revision,
        }
        said = urlencode({name: value for name, value in pairs.items() if value}, doseq=True)
        return f"?{said}" if said else ""


def parse_options(given: QueryDict | Mapping[str, Any]) -> ReportOptions:
    """Raises ``BadRequest`` with a sentence where a wish cannot be understood."""
    threshold = given.get("threshold") or None
    if threshold:
        try:
            minimum_readers(threshold, 1)
        except ValueError as error:
            raise BadRequest(translate(error)) from None
    round_ = _number(given.get("round") or "0")
    readers = [_number(value) for value in given.getlist("reader")] if isinstance(given, QueryDict) else []
    key, agreed = (given.get(name, "") not in ("", "0") for name in ("key", "agreed"))
    if key and not round_:
        raise BadRequest(_("Say the key of which round you want: “round” is missing."))
    names = given.get("names") != HIDDEN
    kept = tuple(sorted(set(readers[:MAX_READERS]) - {0}))
    revision = _number(given.get("revision") or "0") or None
    return ReportOptions(threshold, round_ or None, kept, key, names, agreed, revision)


def _number(value: str) -> int:
    if value == "" or (value.isascii() and value.isdecimal() and len(value) < 15):
        return int(value or 0)
    said = _("“round”, “reader” and “revision” are numbers; got “{value}”.")
    raise BadRequest(said.format(value=value[:40]))
