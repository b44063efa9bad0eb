"""The secret key that a site creates for itself."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from config.settings import read_or_create_secret


def test_who_start_at_once_have_one_key(tmp_path: Path) -> None:
    path = tmp_path / "new" / "secret_key"
    with ThreadPoolExecutor(16) as threads:
        keys = set(threads.map(read_or_create_secret, [path] * 64))
    assert keys == {path.read_text()}
    assert len(path.read_text()) > 50
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]
