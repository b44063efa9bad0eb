"""The ASGI entry point that the production server loads."""

import os
import warnings
from typing import Any

from django.core.asgi import get_asgi_application


def _with_streams(app: Any) -> Any:
    # Models can be imported only now that Django is set up.
    from annotate.deliveries import deliveries
    from annotate.live import Streams

    deliveries.start()
    return Streams(app)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# Static files and originals are small and come from the disk: reading one in a thread is what we want.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")
application = _with_streams(get_asgi_application())
