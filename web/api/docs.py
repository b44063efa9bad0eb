"""The OpenAPI description of the API, as a file for programs and as a page for people."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

ABOUT = (
    "Everything that the pages do. Offsets are half open and count Unicode code points. Errors are problem documents "
    "(RFC 9457) that say what was wrong and what to do. Lists that may be long come a page at a time: follow `next`. "
    "Answers carry an `ETag`: sent back in `If-None-Match`, what has not changed is not sent again. A `POST` with an "
    "`Idempotency-Key` happens once, however often it is sent within a day."
)
PROBLEM = {
    "type": "object",
    "description": "What was wrong, and what to do. Other members depend on `type`.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
METHODS = ("get", "post", "put", "patch", "delete")
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Any text of up to 100 letters: the same again is answered as the first time.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[ -~]+$"},
}


def add_error_responses(result: dict[str, Any], **_rest: Any) -> dict[str, Any]:
    """drf-spectacular's post-processing hook: add what is true of every operation."""
    result["info"]["description"] = ABOUT
    result["components"]["schemas"]["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for path in result["paths"].values():
        for method, operation in path.items():
            operation["responses"]["4XX"] = {
                "description": "What was wrong, and what to do.",
                "content": content,
            }
            if method == "post":
                operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
            if method == "get":
                operation["responses"]["304"] = {"description": "Nothing has changed."}
    return result


@cache
def openapi_schema() -> dict[str, Any]:
    """Return the OpenAPI 3.1 schema. It only changes with the code."""
    return dict(SchemaGenerator().get_schema(request=None, public=True))


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the schema as JSON."""
    return JsonResponse(openapi_schema(), json_dumps_params={"ensure_ascii": False})


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Show the schema as a page, without scripts and without anything from another host."""
    schema = openapi_schema()
    tags: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                plain = {name: operation[name].replace("`", "") for name in ("summary", "description")}
                entry = (
                    operation
                    | plain
                    | {"method": method.upper(), "path": path, "request": _request_type(operation)}
                )
                entry["examples"] = _examples(operation)
                entry["responses"] = [
                    (code, _body_type(response))
                    for code, response in operation["responses"].items()
                    if code.startswith("2")
                ]
                tags.setdefault(operation["tags"][0], []).append(entry)
    components = [
        (name, component.get("description", ""), _pretty(component))
        for name, component in schema["components"]["schemas"].items()
    ]
    address = request.build_absolute_uri("/api/v1/articles/")
    example = f'curl -H "Authorization: Token $TOKEN" {address}'
    context = {"about": ABOUT.replace("`", ""), "example": example, "tags": tags, "components": components}
    return render(request, "api.html", context)


def _examples(operation: dict[str, Any]) -> list[str]:
    """Return the examples of the request body, each once."""
    contents = operation.get("requestBody", {}).get("content", {}).values()
    examples = [
        _pretty(example["value"]) for content in contents for example in content.get("examples", {}).values()
    ]
    return list(dict.fromkeys(examples))


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _request_type(operation: dict[str, Any]) -> str:
    return _body_type(operation.get("requestBody", {}))


def _body_type(body: dict[str, Any]) -> str:
    """Return the name of the schema of a body, or its media type."""
    for media, content in body.get("content", {}).items():
        name = str(content.get("schema", {}).get("$ref", "")).rpartition("/")[2]
        return name or media
    return ""
