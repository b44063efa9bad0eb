"""Licences that are often given to datasets, by their SPDX identifiers. Pure."""

CREATIVE_COMMONS = "https://creativecommons.org/"
LICENCES = {
    "CC0-1.0": ("Creative Commons Zero 1.0 Universal", f"{CREATIVE_COMMONS}publicdomain/zero/1.0/legalcode"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0 International", f"{CREATIVE_COMMONS}licenses/by/4.0/legalcode"),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution Share Alike 4.0 International",
        f"{CREATIVE_COMMONS}licenses/by-sa/4.0/legalcode",
    ),
    "CC-BY-NC-4.0": (
        "Creative Commons Attribution Non Commercial 4.0 International",
        f"{CREATIVE_COMMONS}licenses/by-nc/4.0/legalcode",
    ),
    "CC-BY-NC-SA-4.0": (
        "Creative Commons Attribution Non Commercial Share Alike 4.0 International",
        f"{CREATIVE_COMMONS}licenses/by-nc-sa/4.0/legalcode",
    ),
    "CC-BY-ND-4.0": (
        "Creative Commons Attribution No Derivatives 4.0 International",
        f"{CREATIVE_COMMONS}licenses/by-nd/4.0/legalcode",
    ),
    "CC-BY-NC-ND-4.0": (
        "Creative Commons Attribution Non Commercial No Derivatives 4.0 International",
        f"{CREATIVE_COMMONS}licenses/by-nc-nd/4.0/legalcode",
    ),
    "ODbL-1.0": ("Open Data Commons Open Database License v1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "ODC-By-1.0": ("Open Data Commons Attribution License v1.0", "https://opendatacommons.org/licenses/by/1-0/"),
    "PDDL-1.0": (
        "Open Data Commons Public Domain Dedication & License 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
    "MIT": ("MIT License", "https://opensource.org/license/mit"),
    "Apache-2.0": ("Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
}  # fmt: skip
_BY_FOLDED = {slug.casefold(): slug for slug in LICENCES}


def spdx_identifier(licence: str) -> str:
    """Return the identifier of a licence that somebody typed, such as ``cc by 4.0``; "" for any other."""
    return _BY_FOLDED.get("-".join(licence.split()).casefold(), "")
