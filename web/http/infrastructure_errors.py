"""Recognize errors of the infrastructure (full disk, database down or read-only) and explain them to people."""

import errno
import sqlite3
from collections.abc import Iterator

import psycopg
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from web.errors import ServiceUnavailable

# Codes of PostgreSQL (its documentation, appendix A), of SQLite (“Result and Error Codes”) and of the system.
FULL = {"53100", sqlite3.SQLITE_FULL, errno.ENOSPC, errno.EDQUOT}
READ_ONLY = {"25006", sqlite3.SQLITE_READONLY, errno.EROFS}
# PostgreSQL's error classes: connection, resources, operator intervention, system error.
UNAVAILABLE = ("08", "53", "57", "58")
SQLITE_UNAVAILABLE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
}
DISK_FULL = N_(
    "This site’s disk is full, so nothing can be saved right now. Please tell the site administrator."
)
ONLY_READ = N_(
    "You can read this site, but nothing can be saved right now. Please tell the site administrator."
)
DATABASE_AWAY = N_("This site’s database is not responding right now. Try again in a minute.")


def outage_message(error: BaseException | None) -> str | None:
    """Return what to tell people if the infrastructure failed; None for any other error."""
    if isinstance(error, ServiceUnavailable):
        return str(error)
    codes = list(_codes(error))
    if FULL.intersection(codes):
        return _(DISK_FULL)
    if READ_ONLY.intersection(codes):
        return _(ONLY_READ)
    if any(code in SQLITE_UNAVAILABLE or str(code).startswith(UNAVAILABLE) for code in codes):
        return _(DATABASE_AWAY)
    return None


def _codes(error: BaseException | None) -> Iterator[str | int]:
    """Yield the codes of the error and of its causes."""
    while error is not None:
        match error:
            case sqlite3.Error(sqlite_errorcode=code):
                # The low byte is the primary code; the others give details.
                yield code & 0xFF
            case psycopg.Error(sqlstate=str(state)):
                yield state
            case psycopg.OperationalError() | psycopg.InterfaceError():
                # The connection failed or was lost.
                yield UNAVAILABLE[0]
            case OSError(errno=int(number)):
                yield number
        error = error.__cause__
