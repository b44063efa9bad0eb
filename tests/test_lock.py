"""The lock matches requirements.txt byte for byte; the licences and the bill of materials match the lock."""

import json
import re

import pytest

from scripts.lock_requirements import BILL, LICENCES, LOCK, ROOT, locked_versions

DIRECT = re.compile(r"^([A-Za-z0-9_-]+)(?:\[[a-z,]+\])?==([^;\s]+)", re.MULTILINE)


def required_versions() -> dict[str, str]:
    versions = DIRECT.findall((ROOT / "requirements.txt").read_text())
    return {name.lower().replace("_", "-"): version for name, version in versions}


def test_the_lock_is_of_these_requirements() -> None:
    assert len(required_versions()) > 30
    assert required_versions().items() <= locked_versions().items(), "run: make lock"


def test_every_package_is_locked_to_its_bytes() -> None:
    blocks = re.split(r"\n(?=\S)", LOCK.read_text().strip())
    assert len(blocks) == len(locked_versions())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_no_registry_is_named() -> None:
    assert "://" not in LOCK.read_text()


def test_the_licences_and_the_bill_are_of_the_lock() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \|", LICENCES.read_text(), re.MULTILINE)
    assert dict(rows[1:] if rows[0][0] == "package" else rows) == locked_versions(), "run: make lock"
    bill = json.loads(BILL.read_text())
    assert {part["name"]: part["version"] for part in bill["components"]} == locked_versions(), (
        "run: make lock"
    )
    assert bill["bomFormat"] == "CycloneDX"


@pytest.mark.parametrize("forbidden", ["AGPL", "GNU Affero", "SSPL", "Proprietary"])
def test_nothing_is_under_a_licence_that_ours_cannot_carry(forbidden: str) -> None:
    assert forbidden not in LICENCES.read_text()
