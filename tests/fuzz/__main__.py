"""``python -m tests.fuzz TARGET [SECONDS]``: looks for what breaks one part, and keeps what it learns."""

import os
import sys
import tempfile
from pathlib import Path

import atheris

CORPUS = Path(__file__).parent / "corpus"
TARGETS = sorted(path.stem for path in Path(__file__).parent.glob("targets/[a-z]*.py"))
# What may be fed in, in bytes; how long one answer may take, in seconds; how much memory it may need, in megabytes.
LONGEST, SLOWEST, MEMORY = 20_000, 15, 3000


def main() -> None:
    """Until the time is over, or something breaks: then its input is in a file that is named."""
    target, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3600
    if target not in TARGETS:
        sys.exit(f"There is no target {target}. There are: {', '.join(TARGETS)}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with atheris.instrument_imports(include=["articles", "annotate", "reports"]):
        import django

        django.setup()
        from tests.fuzz.targets import target_of

        tried, seeds = target_of(target)
        # What is loaded by its first use is loaded now, under instruments.
        first = list(seeds())
    kept = CORPUS / target
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(first):
            (Path(folder) / str(number)).write_bytes(seed)
        options = {
            "max_total_time": seconds, "max_len": LONGEST, "timeout": SLOWEST, "rss_limit_mb": MEMORY,
            "print_final_stats": 1, "artifact_prefix": f"{kept}/found-",
        }  # fmt: skip
        atheris.Setup(
            ["fuzz", *(f"-{name}={value}" for name, value in options.items()), str(kept), folder], tried
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
