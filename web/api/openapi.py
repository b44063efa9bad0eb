"""Describe the API in OpenAPI 3.1, from the types that views take and return and from their docstrings.

drf-spectacular describes serializers, paths, parameters and simple types. Ours is what it has no setting for:
TypedDicts and dataclasses as named components (it writes them out wherever they occur), media types that are only known
once formats are loaded, and names for generated clients.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NotRequired,
    Required,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from drf_spectacular.authentication import SessionScheme as BaseSessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema as BaseAutoSchema
from drf_spectacular.plumbing import resolve_type_hint
from drf_spectacular.types import OpenApiTypes

from web.i18n.lazy_message import Message

# JSON has strings for these.
Time = Annotated[str, "date-time"]
Day = Annotated[str, "date"]
Uuid = Annotated[str, "uuid"]

# Types that drf-spectacular does not know.
SIMPLE: dict[Any, dict[str, Any]] = {Any: {}, NoneType: {"type": "null"}, Message: {"type": "string"}}
# Field types of a class that differ in the JSON, by class.
OVERRIDES: dict[type, dict[str, Any]] = {}
# How operation ids begin.
VERBS = {"get": "get", "post": "make", "put": "put", "patch": "change", "delete": "delete"}


def override_field_types(shape: type, **fields: Any) -> None:
    """Describe these fields of a class with other types than it declares."""
    OVERRIDES[shape] = fields


@cache
def list_response(item: Any, **more: Any) -> Any:
    """Return the type of ``{"results": [item, …]}``, with ``more`` members."""
    return TypedDict(f"{_name(item)}List", {"results": list[item], **more})  # type: ignore[operator, misc]


def page_response(item: Any) -> Any:
    """Return the type of one page of a list: ``next`` is the address of the page after it, null on the last."""
    return list_response(item, next=str | None)


class AutoSchema(BaseAutoSchema):
    """Names operations after their views, and tags them with their app: ``getArticleList`` of ``articles``."""

    def get_operation_id(self) -> str:
        """Return a unique name, for generated clients."""
        kind = getattr(self.view, "kind", "")
        layer = "" if kind in ("", "reader") else kind.title()
        return f"{VERBS[self.method.lower()]}{layer}{type(self.view).__name__}"

    def get_request_serializer(self) -> Any:
        """Return None, for methods that declare no body with ``extend_schema``."""
        return None

    def get_response_serializers(self) -> Any:
        """Return a response per media type, for views whose ``media_types`` are only known once formats are loaded."""
        return {
            (200, media): OpenApiTypes.ANY if "json" in media else OpenApiTypes.BINARY
            for media in sorted(self.view.media_types())
        }

    def get_description(self) -> str:
        """Return the method's docstring in Markdown."""
        return super().get_description().replace("``", "`")

    def get_summary(self) -> str:
        """Return its first paragraph."""
        return self.get_description().split("\n\n")[0].replace("\n", " ")

    def get_tags(self) -> list[str]:
        """Return the app of the view."""
        return [type(self.view).__module__.split(".")[0]]


class DataclassExtension(OpenApiSerializerExtension):
    """Makes components of TypedDicts and dataclasses."""

    @classmethod
    def _matches(cls, target: Any) -> bool:
        return _has_fields(target)

    def get_name(self, auto_schema: Any, direction: Any) -> str:
        """Return the name of the component."""
        return _name(self.target)

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Return the schema of the component."""
        hints = get_type_hints(self.target, include_extras=True) | OVERRIDES.get(self.target, {})

        def reference(shape: Any) -> dict[str, Any]:
            return dict(auto_schema.resolve_serializer(shape, direction).ref)

        schema = {
            "type": "object",
            "properties": {name: _schema(hint, reference) for name, hint in hints.items()},
            "required": [name for name in hints if name in getattr(self.target, "__required_keys__", hints)],
        }
        description = (inspect.getdoc(self.target) or "").replace("``", "`")
        return schema | ({"description": description} if description else {})


class TokenScheme(OpenApiAuthenticationExtension):
    """``Authorization: Token …``."""

    target_class = "people.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Return the scheme, with where a token comes from."""
        description = (
            "`Token ` and a token, which is made on the page of your tokens or by `manage.py create_token`."
        )
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": description}


class SessionScheme(BaseSessionScheme):
    """The session of a page."""

    target_class = "people.api.authentication.SessionAuthentication"
    name = "session"


def _has_fields(shape: Any) -> bool:
    return isinstance(shape, type) and (is_typeddict(shape) or is_dataclass(shape))


def _name(shape: Any) -> str:
    return str(shape.__name__).removesuffix("Json")


def _schema(hint: Any, reference: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:  # noqa: PLR0911 (a table)
    """Return the JSON Schema of a type, with ``reference(class)`` for classes with fields."""

    def inner(hint: Any) -> dict[str, Any]:
        return _schema(hint, reference)

    origin, args = get_origin(hint), get_args(hint)
    if _has_fields(hint):
        return reference(hint)
    if origin is Annotated:
        return inner(args[0]) | {"format": args[1]}
    if origin in (NotRequired, Required):
        return inner(args[0])
    if origin in (Union, UnionType):
        return {"anyOf": [inner(arg) for arg in args]}
    if origin is tuple and args[-1] is not Ellipsis:
        # Generators of clients do not understand ``prefixItems``.
        items = (
            {"anyOf": [inner(arg) for arg in dict.fromkeys(args)]} if len(set(args)) > 1 else inner(args[0])
        )
        return {"type": "array", "items": items, "minItems": len(args), "maxItems": len(args)}
    if origin in (list, tuple, frozenset, Sequence):
        return {"type": "array", "items": inner(args[0])}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": inner(args[1])}
    return SIMPLE[hint] if hint in SIMPLE else dict(resolve_type_hint(hint))
