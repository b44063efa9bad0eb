"""``python -m tests.fuzz TARGET [SECONDS]``: search for inputs that break a target, and keep the corpus."""

import os
import sys
import tempfile
from pathlib import Path

import atheris

CORPUS = Path(__file__).parent / "corpus"
TARGETS = sorted(path.stem for path in Path(__file__).parent.glob("targets/[a-z]*.py"))
# Bytes per input, seconds per run, megabytes of memory.
MAX_BYTES, MAX_SECONDS, MAX_MEMORY = 20_000, 15, 3000


def main() -> None:
    """Fuzz until the time is over or something breaks; the breaking input is then in a named file."""
    target, seconds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 3600
    if target not in TARGETS:
        sys.exit(f"There is no target {target}. There are: {', '.join(TARGETS)}.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with atheris.instrument_imports(include=["articles", "annotate", "reports"]):
        import django

        django.setup()
        from tests.fuzz.targets import target_of

        check, seeds = target_of(target)
        # Import lazily loaded modules now, so that they are instrumented.
        first = list(seeds())
    corpus = CORPUS / target
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(first):
            (Path(folder) / str(number)).write_bytes(seed)
        options = {
            "max_total_time": seconds, "max_len": MAX_BYTES, "timeout": MAX_SECONDS, "rss_limit_mb": MAX_MEMORY,
            "print_final_stats": 1, "artifact_prefix": f"{corpus}/found-",
        }  # fmt: skip
        atheris.Setup(
            ["fuzz", *(f"-{name}={value}" for name, value in options.items()), str(corpus), folder], check
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
