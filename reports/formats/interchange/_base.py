"""What the formats of annotation tools have in common, and how their files are written."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

# The same annotations give the same bytes.
ZIP_TIMESTAMP = (1980, 1, 1, 0, 0, 0)


class ToolFormat:
    """A format that holds annotations and needs nothing else of the report."""

    group = "tools"
    of_marks = True
    limitations = _("Hints, and which highlights were made from one.")


def json_list(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return a JSON list with the ``rows``."""
    return json.dumps(list(rows), ensure_ascii=False).encode()


def json_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Return the ``rows`` as JSON, each on a line of its own."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def zip_bytes(files: Iterable[tuple[str, str]]) -> bytes:
    """Return a ZIP with the (name, text) ``files`` in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIMESTAMP), text.encode(), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
