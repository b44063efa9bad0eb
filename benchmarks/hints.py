"""How fast hints are, and how many attributions of GUM's news and interviews they find.

python -m benchmarks.hints
python -m benchmarks.hints PATH_TO_GUM
"""

import subprocess
import sys
import time
from pathlib import Path

from articles.hints import hints
from benchmarks.gum import measure
from benchmarks.table import OURS, Part, Row, percentile, publish

CALLS, ROUNDS = 60, 3
NEWS = """The town council of Harsk put off a vote on the harbour tunnel on Tuesday after its own auditors warned that \
the project could cost twice what was promised. "We are not walking away," Mayor Ilse Brandvik told reporters outside \
the town hall. "We are making sure that every krone is accounted for." Her opponents were unconvinced. Tor Askel, the \
leader of the Coast party, accused the mayor of hiding the figures and called the delay "a gift to people who cannot \
count." According to the auditors, most of the increase stems from changes that the council ordered. Two contractors \
are said to have been paid for work that was never done. The firms deny wrongdoing. Residents of the Low Quay, where \
140 homes are to be torn down, said they had learned of it from the radio. It is a disgrace, and somebody should resign.

"""
HOSTILE = {
    "said": "said ", "he said that": "he said that ", "quotation marks": "“ \" ", "brackets": "( [ ",
    "allegedly": "allegedly ", "names and cues": "Lind and said ", "quotations": '"a" said he ', "one line": "word ",
}  # fmt: skip
WORDS = 50_000
FIRST = (
    "import time; from articles.hints import hints; start = time.process_time(); "
    "hints('The mayor said it was a disgrace.', 'en'); print(time.process_time() - start)"
)


def main() -> None:
    """Measure speed, or the attributions in the folder that is named."""
    if len(sys.argv) > 1:
        sys.stdout.write(measure(Path(sys.argv[1])))
        return
    usual = Row(
        "1,000 words", "ms of CPU, 95 %", {OURS: [_usual() for _ in range(ROUNDS)]}, "under 60", shown=0
    )
    first = Row(
        "first call, with loading",
        "ms of CPU",
        {OURS: [_first() for _ in range(ROUNDS)]},
        "under 150",
        shown=0,
    )
    worst = max((_hostile(piece), name) for name, piece in HOSTILE.items())
    hostile = Row(
        f"{WORDS:,} hostile words: {worst[1]}", "s of CPU, the worst", {OURS: [worst[0]]}, "under 2", shown=1
    )
    for row, most in ((usual, 60), (first, 150), (hostile, 2)):
        row.met = max(row.figures[OURS]) < most
    publish(Part("Hints from rules", [usual, first, hostile]))


def _usual() -> float:
    """Return milliseconds for 1,000 words of news, which 19 of 20 calls keep under."""
    text = " ".join((NEWS * 9).split(" ")[:1000])
    return 1000 * percentile([_seconds(text) for _ in range(CALLS)], 0.95)


def _first() -> float:
    """Return milliseconds for the first call in a new process."""
    answer = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, check=True, text=True)
    return 1000 * float(answer.stdout)


def _hostile(piece: str) -> float:
    return _seconds(piece * (WORDS // len(piece.split())))


def _seconds(text: str) -> float:
    start = time.process_time()
    hints(text, "en")
    return time.process_time() - start


if __name__ == "__main__":
    main()
