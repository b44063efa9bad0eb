"""Static files with hashed names, compressed; the script of each page as one file."""

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from web.staticfiles.bundler import bundle

# The scripts that pages load. All others are modules of these, except for the service worker, which is served from its
# source.
PAGES = "pages/"


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Collects one script per page."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Bundle the script of each page before it gets its hashed name, and leave out the modules it consists of."""

        def read(path: str) -> str:
            storage, name = paths[path]
            with storage.open(name) as file:
                return str(file.read().decode())

        scripts = [path for path in paths if path.endswith(".js")]
        bundled = {path: bundle(path, read) for path in scripts if path.startswith(PAGES)}
        for path in scripts:
            self.delete(path)
            if path in bundled:
                self._save(path, ContentFile(bundled[path].encode()))
                paths[path] = (self, path)
            else:
                del paths[path]
        yield from super().post_process(paths, dry_run, **options)
