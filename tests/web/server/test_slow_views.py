"""Views that read or make files are marked as slow."""

from typing import Any

import pytest
from django.urls import reverse

from web.server.slow_views import is_slow


@pytest.mark.parametrize(
    ("method", "name", "arguments"),
    [
        ("POST", "articles:upload", ()),
        ("POST", "articles:clean", (1,)),
        ("POST", "articles:keep", (1,)),
        ("POST", "api:articles", ()),
        ("POST", "reports:import", ()),
        ("GET", "reports:import-one", (1,)),
        ("POST", "reports:import-one", (1,)),
        ("POST", "api:imports", ()),
        ("GET", "api:import", (1,)),
        ("POST", "api:import", (1,)),
        ("GET", "api:report-download", (1, "pdf")),
        ("GET", "api:team-download", (1, "pdf")),
        ("GET", "reports:shared-download", ("token", "pdf")),
        ("GET", "annotate:personal-data", (1, 1)),
        ("GET", "api:personal-data", (1, 1)),
        ("POST", "annotate:privacy-erase", (1, 1)),
        ("POST", "api:erase", (1, 1)),
    ],
)
def test_what_reads_files_or_makes_them_is_slow(method: str, name: str, arguments: tuple[Any, ...]) -> None:
    assert is_slow(reverse(name, args=arguments), method)


@pytest.mark.parametrize(
    ("method", "name", "arguments"),
    [
        ("GET", "articles:list", ()),
        ("GET", "articles:upload", ()),
        ("GET", "articles:review", (1,)),
        ("POST", "articles:freeze", (1,)),
        ("GET", "annotate:annotate", (1,)),
        ("GET", "api:annotations", (1,)),
        ("GET", "api:changes", (1,)),
        ("POST", "account_login", ()),
    ],
)
def test_what_a_class_needs_at_once_is_not(method: str, name: str, arguments: tuple[Any, ...]) -> None:
    assert not is_slow(reverse(name, args=arguments), method)
