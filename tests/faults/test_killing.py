"""Nothing that was acknowledged is lost when the process is killed; ``make faults`` kills every part fifty times."""

from pathlib import Path

from tests.faults.killing import killed
from tests.faults.sites import Alone


def test_what_was_acknowledged_outlives_a_process(tmp_path: Path) -> None:
    site = Alone(tmp_path)
    site.start()
    try:
        said = killed(site, 2, bundles=False)
    finally:
        site.stop()
    assert said["marks acknowledged"] > 20
    assert said["lost"] == 0
