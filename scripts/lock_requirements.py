"""Write requirements.lock, the licences and the bill of materials: python scripts/lock_requirements.py

Run it after changing requirements.txt, in an environment with requirements-dev.txt.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
LICENCES = ROOT / "docs" / "licences.md"
BILL = ROOT / "deploy" / "sbom.cdx.json"
BIN = Path(sys.executable).parent
# The oldest supported Python; markers in the lock say what other versions need in addition.
MIN_PYTHON = "3.11"
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
HEAD = (
    "# Licences\n\nClaimlight is under the Apache License 2.0. What it is installed with, by "
    "`python scripts/lock_requirements.py`; the same as a bill of materials (CycloneDX): "
    "[deploy/sbom.cdx.json](../deploy/sbom.cdx.json). The fonts in `static/fonts/` are under the SIL Open Font License "
    "1.1.\n\n| package | version | licence |\n|---|---|---|\n"
)


def locked_versions() -> dict[str, str]:
    """Return the version of each package in the lock."""
    return dict(PINNED.findall(LOCK.read_text()))


def licence(package: str) -> str:
    """Return the licence that a package declares; "" if it is for another Python and not installed."""
    try:
        package_metadata = metadata(package)
    except PackageNotFoundError:
        return ""
    if expression := package_metadata.get("License-Expression"):
        return expression
    classes = [
        name.removeprefix(CLASSIFIER)
        for name in package_metadata.get_all("Classifier", [])
        if name.startswith(CLASSIFIER)
    ]
    return ", ".join(classes) or (package_metadata.get("License") or "").partition("\n")[0]


def main() -> None:
    """Write all three files."""
    subprocess.run(
        [BIN / "uv", "pip", "compile", "--quiet", "--universal", "--python-version", MIN_PYTHON, "--generate-hashes",
         "--no-header", "--no-annotate", "--no-emit-index-url", "requirements.txt", "--output-file", LOCK],
        cwd=ROOT, check=True,
    )  # fmt: skip
    rows = [
        f"| {package} | {version} | {licence(package)} |\n" for package, version in locked_versions().items()
    ]
    LICENCES.write_text(HEAD + "".join(rows))
    sbom = subprocess.run(
        [BIN / "cyclonedx-py", "requirements", "--output-reproducible", "--pyproject", "pyproject.toml", LOCK],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    bill = json.loads(sbom.stdout)
    for component in bill["components"]:
        # The hashes of every file of every package are in the lock.
        del component["description"], component["externalReferences"]
        if name := licence(component["name"]):
            component["licenses"] = [{"license": {"name": name}}]
    BILL.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
