"""The origin of an address can stand in a Content-Security-Policy, whatever a platform sends."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti.messages.origins import web_origin

ORIGIN = re.compile(r"https?://[a-z0-9._-]+(:[0-9]+)?")
PARTS = st.sampled_from(
    [
        "https://", "http://", "//", "a.example", "é", "ß.example", ":", "8443",
        "@", "/", "?", "#", ";", "*", "'self'", "[", " ", "\t",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://lms.example/return?a=1#b", "https://lms.example"),
        ("https://LMS.Example:443/", "https://lms.example"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000"),
        ("https://user:secret@lms.example:8443/", "https://lms.example:8443"),
        ("https://schülerin.example/", "https://xn--schlerin-85a.example"),
    ],
)
def test_the_origin_is_scheme_host_and_port(address: str, origin: str) -> None:
    assert web_origin(address) == origin


@given(st.one_of(st.lists(PARTS, max_size=8).map("".join), st.text().map("https://".__add__)))
def test_nothing_else_is_an_origin(address: str) -> None:
    try:
        origin = web_origin(address)
    except ValueError:
        return
    assert ORIGIN.fullmatch(origin)
    assert web_origin(origin) == origin
