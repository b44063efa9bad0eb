"""The ASGI entry point that the production server loads."""

import os
from typing import Any

import django


def _application() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup(set_prefix=False)
    # Models can be imported only now that Django is set up.
    from django.conf import settings

    from annotate.deliveries import deliveries
    from annotate.live import Streams
    from config.handler import Handler
    from config.sqlite import checkpoints

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "config.sqlite":
        checkpoints.start(str(database["NAME"]))
    deliveries.start()
    return Streams(Handler())


application = _application()
