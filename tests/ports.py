"""Ports for servers that a test starts as processes."""

import socket
from contextlib import suppress
from random import randint


def free_port() -> int:
    """Return a port below those from which the system chooses: no other test gets it before the server listens."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = randint(20_000, 32_000)
            probe.bind(("127.0.0.1", port))
            return port
