"""What is installed, to the byte: python scripts/lock.py writes requirements.lock, its licences, a bill of materials.

Run it after a change of requirements.txt, in an environment that has requirements-dev.txt.
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
# The oldest Python there is a promise of; markers in the lock say what others need besides.
OLDEST = "3.11"
PINNED = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)", re.MULTILINE)
CLASSIFIER = "License :: OSI Approved :: "
HEAD = (
    "# Licences\n\nClaimlight is under the Apache License 2.0. What it is installed with, by `python scripts/lock.py`; "
    "the same as a bill of materials (CycloneDX): [deploy/sbom.cdx.json](../deploy/sbom.cdx.json).\n\n"
    "| package | version | licence |\n|---|---|---|\n"
)


def pinned() -> dict[str, str]:
    """package -> version, of the lock."""
    return dict(PINNED.findall(LOCK.read_text()))


def licence(package: str) -> str:
    """As the package itself says it; empty where it is not installed here, for it is for another Python."""
    try:
        said = metadata(package)
    except PackageNotFoundError:
        return ""
    if expression := said.get("License-Expression"):
        return expression
    classes = [
        name.removeprefix(CLASSIFIER)
        for name in said.get_all("Classifier", [])
        if name.startswith(CLASSIFIER)
    ]
    return ", ".join(classes) or (said.get("License") or "").partition("\n")[0]


def main() -> None:
    """All three."""
    subprocess.run(
        [BIN / "uv", "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST, "--generate-hashes",
         "--no-header", "--no-annotate", "--no-emit-index-url", "requirements.txt", "--output-file", LOCK],
        cwd=ROOT, check=True,
    )  # fmt: skip
    rows = [f"| {name} | {version} | {licence(name)} |\n" for name, version in pinned().items()]
    LICENCES.write_text(HEAD + "".join(rows))
    made = subprocess.run(
        [BIN / "cyclonedx-py", "requirements", "--output-reproducible", "--pyproject", "pyproject.toml", LOCK],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    bill = json.loads(made.stdout)
    for part in bill["components"]:
        # The hashes of every file of every package are in the lock.
        del part["description"], part["externalReferences"]
        if said := licence(part["name"]):
            part["licenses"] = [{"license": {"name": said}}]
    BILL.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
