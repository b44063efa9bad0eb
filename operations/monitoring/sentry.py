"""Sentry, where SENTRY_DSN names one: what broke and where, and nothing about anybody."""

from typing import Any

from operations.monitoring.request_logging import request_id

# Of an event these say what went wrong in our own program; all else may say who, or what they wrote.
ALLOWED_FIELDS = {
    "event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk", "exception", "tags",
    "fingerprint", "modules", "type",
}  # fmt: skip


def start(address: str, **more: Any) -> None:
    """``more`` goes to the SDK as it is."""
    import sentry_sdk

    sentry_sdk.init(
        address, include_local_variables=False, include_source_context=False,
        max_request_body_size="never", traces_sample_rate=None, before_send=scrub_event, max_breadcrumbs=0,
        auto_session_tracking=False, server_name="", **more,
    )  # fmt: skip


def scrub_event(event: Any, _hint: Any = None) -> Any:
    """The event without request, person, path or the words of the exception; with the id that the log has."""
    said = {name: value for name, value in event.items() if name in ALLOWED_FIELDS}
    for error in said.get("exception", {}).get("values", ()):
        error["value"] = ""
    said["tags"] = {"request": request_id.get()}
    return said
