"""Start Claimlight: check the environment, bring the database up to date, and serve. ``make run`` ends here."""

import errno
import io
import os
import resource
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PREPARE = "prepare"
# As in deploy/claimlight-web@.service.
OPEN_FILES = 65536


def main() -> None:
    """Start the site. Every failure ends in one line that says what to do."""
    if sys.version_info < (3, 11):
        sys.exit(f"Claimlight needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    # Files that the site writes are readable by its own user alone.
    os.umask(0o077)
    allow_many_connections()
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    from web.values import parse_int

    number = parse_int(port, minimum=1, maximum=65535)
    if number is None:
        sys.exit(f"PORT is a number from 1 to 65535, not {port!r}. Try: PORT=8001 make run")
    check_folder(Path(os.environ.get("DATA_DIR") or ROOT / "var"))
    check_port(host, number)
    # In another process: its memory is freed when it ends, and this one loads the site meanwhile.
    preparing = subprocess.Popen([sys.executable, __file__, PREPARE])
    load()
    if preparing.wait():
        sys.exit(preparing.returncode)
    serve(host, number)


def allow_many_connections() -> None:
    """Raise the limit of open files, usually a thousand, as far as allowed."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


def load() -> None:
    """Load everything that pages need before the first request."""
    import django
    from django.urls import get_resolver

    django.setup()
    _ = get_resolver().url_patterns


def check_folder(folder: Path) -> None:
    """Exit unless the data folder can be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        sys.exit(f"Cannot write to {folder}: {error.strerror}. Set DATA_DIR to a folder of your own.")


def check_port(host: str, port: int) -> None:
    """Exit unless the port is free; uvicorn would print a traceback later."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            busy = error.errno == errno.EADDRINUSE
            reason = "is taken by another program" if busy else f"cannot be used: {error.strerror}"
            sys.exit(f"Port {port} on {host} {reason}. Try another: PORT={port % 65535 + 1} make run")


def prepare() -> None:
    """Migrate the database, collect static files, install codebooks, and load the demo into an empty site."""
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("prepare")
    call_command("load_demo", stdout=io.StringIO())


def serve(host: str, port: int) -> None:
    """Run the production server in this process."""
    import uvicorn

    from operations.demo import logins
    from web.server.protocol import BoundedHeadProtocol

    display_host = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104  # nosec B104
    print(f"\nClaimlight is at http://{display_host}:{port}/   (Ctrl+C stops it)\n")
    for email, password in logins():
        print(f"  demo login   {email:32} {password}")
    print(flush=True)
    # Running requests are finished; open streams are closed at once (web/server/graceful_shutdown.py).
    options: dict[str, Any] = {
        "log_level": "warning", "log_config": None, "lifespan": "off", "timeout_graceful_shutdown": 30,
        # Clients' addresses depend on TRUSTED_PROXIES alone.
        "proxy_headers": False,
        # Limits that nginx enforces if it is in front.
        "http": BoundedHeadProtocol,
    }  # fmt: skip
    uvicorn.run("config.asgi:application", host=host, port=port, **options)


if __name__ == "__main__":
    try:
        prepare() if sys.argv[1:] == [PREPARE] else main()
    except KeyboardInterrupt:
        sys.exit(130)
