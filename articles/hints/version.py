"""The version of the rules, which hints carry wherever they go."""

from hashlib import sha256
from pathlib import Path


def _rules_version() -> str:
    """Return a version that changes with every change of the rules or the word lists."""
    folder = Path(__file__).parent
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return f"1.{digest.hexdigest()[:8]}"


RULES_VERSION = _rules_version()
