"""Read and write codebooks as TOML, and as the plain values that TOML and JSON share."""

import tomllib
from dataclasses import asdict
from typing import Any

import tomli_w

from annotate.codebook import Codebook
from annotate.codebooks.errors import CodebookError, FieldError
from annotate.codebooks.validation import parse_codebook
from web.i18n.lazy_message import Message

MAX_BYTES = 200_000

TOO_LARGE = Message("has {count} bytes. Up to {most} are allowed.")
NO_UTF8 = Message("is not UTF-8 text.")
NO_TOML = Message("is not valid TOML: {why}")


def loads(content: bytes) -> Codebook:
    """Return the codebook in a TOML file, or raise CodebookError."""
    if len(content) > MAX_BYTES:
        raise _file_error(TOO_LARGE.format(count=len(content), most=MAX_BYTES))
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _file_error(NO_UTF8) from None
    except (ValueError, RecursionError) as error:
        raise _file_error(NO_TOML.format(why=str(error)[:200])) from None
    return parse_codebook(data)


def dumps(codebook: Codebook) -> str:
    """Return a codebook as a TOML file, which ``loads`` reads back."""
    return tomli_w.dumps(to_dict(codebook))


def to_dict(codebook: Codebook) -> dict[str, Any]:
    """Return the codebook as plain values, without empty fields."""
    tags = [
        {name: value for name, value in asdict(tag).items() if value} | {"details": _details(asdict(tag))}
        for tag in codebook.tags
    ]
    tags = [tag if tag["details"] else {k: v for k, v in tag.items() if k != "details"} for tag in tags]
    return {"slug": codebook.slug, "title": codebook.title, "version": codebook.version, "tags": tags}


def _details(tag: dict[str, Any]) -> list[dict[str, Any]]:
    return [{name: value for name, value in detail.items() if value} for detail in tag["details"]]


def _file_error(message: Message) -> CodebookError:
    return CodebookError([FieldError(None, "file", message)])
