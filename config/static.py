"""Static files with hashed names, compressed, and ES-module imports rewritten to the hashed names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):
    """Without module aggregation ``import "./x.js"`` would keep the old name after a deploy."""

    support_js_module_import_aggregation = True
