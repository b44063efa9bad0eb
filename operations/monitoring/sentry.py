"""Send errors to Sentry if SENTRY_DSN is set: what failed and where, and nothing about people."""

from typing import Any

from operations.monitoring.request_logging import request_id

# The fields of an event that describe our own code. All others may say who did what, or what they wrote.
ALLOWED_FIELDS = {
    "event_id", "timestamp", "platform", "level", "logger", "release", "environment", "sdk", "exception", "tags",
    "fingerprint", "modules", "type",
}  # fmt: skip


def start(address: str, **options: Any) -> None:
    """Initialize Sentry's SDK; ``options`` are passed on to it."""
    import sentry_sdk

    sentry_sdk.init(
        address, include_local_variables=False, include_source_context=False,
        max_request_body_size="never", traces_sample_rate=None, before_send=scrub_event, max_breadcrumbs=0,
        auto_session_tracking=False, server_name="", **options,
    )  # fmt: skip


def scrub_event(event: Any, _hint: Any = None) -> Any:
    """Return the event without request, user, path and exception messages, but with the id that the log has."""
    scrubbed = {name: value for name, value in event.items() if name in ALLOWED_FIELDS}
    for error in scrubbed.get("exception", {}).get("values", ()):
        error["value"] = ""
    scrubbed["tags"] = {"request": request_id.get()}
    return scrubbed
