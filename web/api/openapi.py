"""How the API is described: what views take and give, as the types that the code itself has, becomes OpenAPI 3.1."""

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Required,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from drf_spectacular.extensions import OpenApiAuthenticationExtension, OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema as BaseAutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiRequest, extend_schema
from rest_framework.fields import empty

# JSON has texts for these.
Time = Annotated[str, "date-time"]
Day = Annotated[str, "date"]
Uuid = Annotated[str, "uuid"]

PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Any: {},
    NoneType: {"type": "null"},
}
OTHERWISE: dict[type, dict[str, Any]] = {}
VERBS = {"get": "get", "post": "make", "put": "put", "patch": "change", "delete": "delete"}


def responses(
    shape: Any = None,
    status: int | Sequence[int] = 200,
    takes: Any = None,
    asks: Any = None,
    example: Mapping[str, Any] | None = None,
    files: Callable[[], Iterable[str]] | None = None,
) -> Callable[[Any], Any]:
    """What a method of a view gives (a type, None for nothing; or ``files``, of media types said later) and takes.

    ``asks`` is the serializer of what the address may say after the question mark.
    """
    codes = (status,) if isinstance(status, int) else status
    request = takes
    if takes is not None and example is not None:
        request = OpenApiRequest(takes, examples=[OpenApiExample("example", example)])

    def described(method: Any) -> Any:
        # What there is of formats is found out when somebody reads the description, and not at every start.
        method.files = files
        responses = empty if files else dict.fromkeys(codes, shape)
        return extend_schema(request=request, responses=responses, parameters=[asks] if asks else None)(
            method
        )

    return described


def override_field_types(shape: type, **fields: Any) -> None:
    """Of these fields of a class answers give another type than the code has."""
    OTHERWISE[shape] = fields


@cache
def list_response(item: Any, **more: Any) -> Any:
    """The type of ``{"results": [item, …]}``, with ``more`` members."""
    return TypedDict(f"{_name(item)}List", {"results": list[item], **more})  # type: ignore[operator, misc]


def page_response(item: Any) -> Any:
    """The same a page at a time: ``next`` is the address of the page after this, null on the last."""
    return list_response(item, next=str | None)


class AutoSchema(BaseAutoSchema):
    """Names operations after their views: ``getArticles``, ``putOneAnnotation``."""

    def get_operation_id(self) -> str:
        """Unique, for clients that are generated."""
        kind = getattr(self.view, "kind", "")
        layer = "" if kind in ("", "reader") else kind.title()
        return f"{VERBS[self.method.lower()]}{layer}{type(self.view).__name__}"

    def get_response_serializers(self) -> Any:
        """Of files what there is."""
        if files := getattr(self.view, self.method.lower()).files:
            return {
                (200, media): OpenApiTypes.ANY if "json" in media else OpenApiTypes.BINARY
                for media in sorted(set(files()))
            }
        return super().get_response_serializers()

    def get_summary(self) -> str:
        """The first sentence of the method."""
        said = inspect.getdoc(getattr(self.view, self.method.lower())) or ""
        return said.split("\n\n")[0].replace("\n", " ").replace("``", "`")

    def get_description(self) -> str:
        """The whole of it."""
        return (inspect.getdoc(getattr(self.view, self.method.lower())) or "").replace("``", "`")

    def get_tags(self) -> list[str]:
        """The folder of the house that it belongs to."""
        return [type(self.view).__module__.split(".")[0]]


class DataclassExtension(OpenApiSerializerExtension):
    """TypedDicts and dataclasses as components of their own."""

    @classmethod
    def _matches(cls, target: Any) -> bool:
        return isinstance(target, type) and (is_typeddict(target) or is_dataclass(target))

    def get_name(self, auto_schema: Any, direction: Any) -> str:
        """As the class is called."""
        return _name(self.target)

    def map_serializer(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        """Its fields."""
        hints = get_type_hints(self.target, include_extras=True) | OTHERWISE.get(self.target, {})
        properties = {name: _schema(hint, auto_schema, direction) for name, hint in hints.items()}
        found: dict[str, Any] = {
            "type": "object",
            "properties": properties,
            "required": _required(self.target, hints),
        }
        said = inspect.getdoc(self.target) or ""
        return found | ({"description": said.replace("``", "`")} if said else {})


class TokenScheme(OpenApiAuthenticationExtension):
    """A token in the header."""

    target_class = "people.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """``Authorization: Token …``"""
        said = (
            "`Token ` and a token, which is made on the page of your tokens or by `manage.py create_token`."
        )
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": said}


class SessionScheme(OpenApiAuthenticationExtension):
    """The session of a page."""

    target_class = "people.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """For the site's own pages."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def _name(shape: Any) -> str:
    return str(shape.__name__).removesuffix("Json")


def _required(shape: Any, hints: Mapping[str, Any]) -> list[str]:
    """Answers always have every field of a dataclass."""
    return [name for name in hints if not is_typeddict(shape) or name in shape.__required_keys__]


def _schema(hint: Any, auto_schema: Any, direction: Any) -> dict[str, Any]:  # noqa: C901, PLR0911 (a table)
    """JSON Schema of a type; classes are referred to."""

    def inner(each: Any) -> dict[str, Any]:
        return _schema(each, auto_schema, direction)

    origin, args = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return dict(PLAIN[hint])
    if origin is Annotated:
        return inner(args[0]) | {"format": args[1]}
    if origin in (NotRequired, Required):
        return inner(args[0])
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, UnionType):
        return {"anyOf": [inner(each) for each in args]}
    if origin is tuple and args[-1] is not Ellipsis:
        # Tools read this, and stumble over ``prefixItems``.
        kinds = [kind for n, kind in enumerate(map(inner, args)) if kind not in list(map(inner, args))[:n]]
        items = kinds[0] if len(kinds) == 1 else {"anyOf": kinds}
        return {"type": "array", "items": items, "minItems": len(args), "maxItems": len(args)}
    if origin in (list, tuple, frozenset, Sequence):
        return {"type": "array", "items": inner(args[0])}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": inner(args[1])}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    if isinstance(hint, type) and (is_typeddict(hint) or is_dataclass(hint)):
        return _component(hint, auto_schema, direction)
    if isinstance(hint, type) and issubclass(hint, str):
        return {"type": "string"}
    raise TypeError(f"The API says nothing of {hint}.")


def _component(shape: Any, auto_schema: Any, direction: Any) -> dict[str, Any]:
    component: ResolvedComponent = auto_schema.resolve_serializer(shape, direction)
    return dict(component.ref)
