"""The file of a bulk upload on this machine, wherever its parts are stored."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from articles.models import BulkUpload

BLOCK = 1024 * 1024


@contextmanager
def local_file(upload: BulkUpload) -> Iterator[Path]:
    """Yield the path of a copy that is deleted afterwards. Raises ``FileNotFoundError`` if a part is lost."""
    sources = [upload.file] if upload.file else [part.file for part in upload.parts.all()]
    if not sources:
        raise FileNotFoundError
    with NamedTemporaryFile(prefix="upload-") as copy:
        for stored in sources:
            with stored.open("rb") as source:
                shutil.copyfileobj(source, copy, BLOCK)
        copy.flush()
        yield Path(copy.name)
