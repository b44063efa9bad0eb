"""The time zones of people, and those to choose from."""

from datetime import tzinfo

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from people.models import User
from web.time_zones import city, find_time_zone, time_zone_names

# The first parts of the names that people choose from; others are legacy names.
REGIONS = {
    "Africa": N_("Africa"),
    "America": N_("America"),
    "Antarctica": N_("Antarctica"),
    "Arctic": N_("Arctic"),
    "Asia": N_("Asia"),
    "Atlantic": N_("Atlantic Ocean"),
    "Australia": N_("Australia"),
    "Europe": N_("Europe"),
    "Indian": N_("Indian Ocean"),
    "Pacific": N_("Pacific Ocean"),
}


def time_zone_of(user: User | None) -> tzinfo:
    """Return the person's time zone; while it is unknown, that of the site."""
    # A name may also have left the database since it was stored.
    return (user and find_time_zone(user.time_zone)) or get_default_timezone()


def time_zone_choices(present: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return (region, time zones) to choose from; ``present`` is among them, whatever its name."""
    regions: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(time_zone_names()):
        region, _slash, place = name.partition("/")
        if region in REGIONS:
            regions.setdefault(_(REGIONS[region]), []).append((name, place.replace("_", " ")))
    listed = {name for zones in regions.values() for name, _place in zones}
    others = [(name, city(name)) for name in dict.fromkeys(["UTC", present]) if name not in listed]
    return [*sorted(regions.items()), (_("Other"), others)]
