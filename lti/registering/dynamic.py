"""Dynamic registration: a platform has opened a registration link, and we register there and here."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from lti.errors import RegistrationError
from lti.messages import names
from lti.messages.launch import MAX_ID
from lti.messages.origins import web_origin
from lti.models import Platform, RegistrationLink
from lti.registering.actions import PlatformDetails, register_by_link
from lti.registering.addresses import check_platform_url, host_of
from lti.registering.discovery import PlatformConfiguration, read_configuration
from lti.registering.tool import ToolAddresses, registration_document
from lti.security.http import PlatformResponse, request

MAX_BYTES = 200_000
JSON = "application/json"


def register_dynamically(
    link: RegistrationLink, url: str, token: str, tool: ToolAddresses, opener: str
) -> Platform:
    """Register at the platform whose OpenID configuration is at ``url``, and store it as ``link`` allows.

    ``token`` is the platform's, and ``opener`` the web origin of the page that opened the link; both may be empty.
    Raise ``RegistrationError`` or ``ServiceError``.
    """
    check_platform_url(url)
    authorization = {"Authorization": f"Bearer {token}"} if token else {}
    response = request(url, "GET", headers={"Accept": JSON} | authorization, max_bytes=MAX_BYTES)
    configuration = read_configuration(_value(response), url)
    body = json.dumps(registration_document(tool, configuration)).encode()
    headers = {"Accept": JSON, "Content-Type": JSON} | authorization
    answer = _value(
        request(configuration.registration_url, "POST", headers=headers, body=body, max_bytes=MAX_BYTES)
    )
    client_id = _id(answer, "client_id")
    if not client_id:
        raise RegistrationError(_("The platform answered without a client ID."))
    granted = answer.get(names.TOOL_CONFIGURATION)
    deployment_id = _id(granted, "deployment_id") if isinstance(granted, Mapping) else ""
    return register_by_link(link, _details(configuration, client_id, url, opener), deployment_id)


def _details(platform: PlatformConfiguration, client_id: str, url: str, opener: str) -> PlatformDetails:
    sites = [web_origin(url), *([opener] if opener else [])]
    return PlatformDetails(
        issuer=platform.issuer,
        client_id=client_id,
        auth_url=platform.auth_url,
        token_url=platform.token_url,
        keyset_url=platform.keyset_url,
        product=platform.product,
        token_audience=platform.token_audience,
        name=platform.name or host_of(sites[-1]),
        origins=tuple(sites),
    )


def _value(response: PlatformResponse) -> Mapping[str, Any]:
    """Return the JSON object that a platform answered; raise ``RegistrationError`` with its reason if it refused."""
    if not response.ok:
        raise RegistrationError(
            _("The platform refused (HTTP {status}): {reason}").format(
                status=response.status, reason=_reason(response)
            )
        )
    value = response.json()
    if not isinstance(value, Mapping):
        raise RegistrationError(_("The platform did not answer with a JSON object."))
    return value


def _reason(response: PlatformResponse) -> str:
    """Return the first lines of a refusal, or what it says as RFC 7591 has it."""
    text = response.body[:300].decode("utf-8", "replace")
    try:
        value = json.loads(response.body)
    except (ValueError, RecursionError):
        return text
    texts = [value.get(name) for name in ("error", "error_description")] if isinstance(value, dict) else []
    return ": ".join(part[:200] for part in texts if isinstance(part, str)) or text


def _id(values: Mapping[str, Any], name: str) -> str:
    """Return an id, which some platforms send as a number; empty if there is none."""
    value = values.get(name)
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if len(text) <= MAX_ID and text.isprintable() else ""
