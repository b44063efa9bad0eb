"""Where the kinds of export jobs are that apps register, so that nothing of them is loaded at every start."""

# The slug of a kind, which is not that of a format -> the dotted path of its ``ExportKind``.
registered: dict[str, str] = {}


def register_kind(slug: str, path: str) -> None:
    """Register a kind of export job by its slug."""
    registered[slug] = path
