"""What the ground under the site failed at: a full disk, a database that is away or only read. In words for people."""

import errno
import sqlite3
from collections.abc import Iterator

import psycopg
from django.utils.translation import gettext as _

from web.errors import ServiceUnavailable

# As PostgreSQL numbers them (its documentation, appendix A), and SQLite (“Result and Error Codes”).
FULL = {"53100", sqlite3.SQLITE_FULL, errno.ENOSPC, errno.EDQUOT}
READ_ONLY = {"25006", sqlite3.SQLITE_READONLY, errno.EROFS}
# Classes of PostgreSQL's: connections, resources, an administrator's or the system's doing.
AWAY = ("08", "53", "57", "58")
AWAY_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}


def outage_message(error: BaseException | None) -> str | None:
    """What to tell whoever asked, where it was not the site that broke; None for any other error."""
    if isinstance(error, ServiceUnavailable):
        return str(error)
    codes = list(_codes(error))
    if FULL.intersection(codes):
        return _("The disk of this site is full, so nothing can be kept just now. Tell whoever runs it.")
    if READ_ONLY.intersection(codes):
        return _("This site can be read, but not written to just now. Tell whoever runs it.")
    if any(code in AWAY_SQLITE or str(code).startswith(AWAY) for code in codes):
        return _("The database of this site does not answer just now. Try again in a minute.")
    return None


def _codes(error: BaseException | None) -> Iterator[str | int]:
    """Of the error and of those behind it."""
    while error is not None:
        match error:
            case sqlite3.Error(sqlite_errorcode=code):
                # The low byte is the code, the others say more about it.
                yield code & 0xFF
            case psycopg.Error(sqlstate=str(state)):
                yield state
            case psycopg.OperationalError() | psycopg.InterfaceError():
                # A connection that could not be made, or was lost.
                yield AWAY[0]
            case OSError(errno=int(number)):
                yield number
        error = error.__cause__
