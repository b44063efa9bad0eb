"""What somebody chooses for a dataset: names or pseudonyms, and the formats of each article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from reports.formats import Format, formats

# Of an export job, in place of the slug of a format.
SLUG = "dataset"
# The complete record of an article; all highlights are in a table of their own anyway.
DEFAULT_FORMATS = ("claimlight",)
HIDDEN = "hidden"
# Files with pages are laid out one by one, which takes hours for thousands of articles.
LAID_OUT = ("pdf", "docx", "odt", "html")


@dataclass(frozen=True, slots=True)
class DatasetOptions:
    """The options of the dataset of a campaign."""

    campaign: int
    named: bool
    formats: tuple[str, ...]

    @property
    def query(self) -> str:
        """Return the options as an export job stores them; it begins with ``campaign_query``."""
        pairs = {"names": "" if self.named else HIDDEN, "format": self.formats}
        return campaign_query(self.campaign) + urlencode(pairs, doseq=True)


def campaign_query(campaign: int) -> str:
    """Return how the stored options of every dataset of a campaign begin."""
    return f"campaign={campaign}&"


def stored_options(query: str) -> DatasetOptions:
    """Return the options of an export job."""
    data = QueryDict(query)
    named = data.get("names") != HIDDEN
    return DatasetOptions(int(data["campaign"]), named, known_formats(data.getlist("format")))


def known_formats(slugs: Iterable[str]) -> tuple[str, ...]:
    """Return the chosen formats of datasets in the order of the registry."""
    chosen = set(slugs)
    return tuple(slug for slug in dataset_formats() if slug in chosen)


def dataset_formats() -> Mapping[str, Format]:
    """Return the formats that a dataset may have, by their slugs."""
    return {slug: kind for slug, kind in formats().items() if slug not in LAID_OUT}


def format_choices() -> list[dict[str, Any]]:
    """Return the formats as the page offers them, the default ones first."""
    kinds = sorted(dataset_formats().values(), key=lambda kind: kind.slug not in DEFAULT_FORMATS)
    return [{"kind": kind, "is_default": kind.slug in DEFAULT_FORMATS} for kind in kinds]
