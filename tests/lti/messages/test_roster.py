"""What platforms say of the people of a course, taken apart."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti.errors import ServiceError
from lti.messages.roster import MAX_GROUP_NAME, Member, group_name, next_page, parse_groups, parse_members

# As in the specification, 2.2.
MEMBERS = {
    "id": "https://lms.example.com/sections/2923/memberships",
    "context": {"id": "2923-abc", "label": "CPS 435", "title": "CPS 435 Learning Analytics"},
    "members": [
        {
            "status": "Active",
            "name": "Jane Q. Public",
            "picture": "https://platform.example.edu/jane.jpg",
            "given_name": "Jane",
            "family_name": "Doe",
            "middle_name": "Marie",
            "email": "jane@platform.example.edu",
            "user_id": "0ae836b9-7fc9-4060-006f-27b2066ac545",
            "lis_person_sourcedid": "59254-6782-12ab",
            "roles": ["http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"],
        }
    ],
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_the_example_of_the_specification() -> None:
    role = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
    assert parse_members(MEMBERS) == [
        Member("0ae836b9-7fc9-4060-006f-27b2066ac545", "Jane Q. Public", frozenset({role}))
    ]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"user_id": 7}, Member("7", "", frozenset())),
        ({"user_id": "a", "given_name": "Ada"}, Member("a", "Ada", frozenset())),
        ({"user_id": "a", "status": "Inactive"}, Member("a", "", frozenset(), is_active=False)),
        (
            {"user_id": "a", "group_enrollments": [{"group_id": "g"}, {}, 3]},
            Member("a", "", frozenset(), groups=("g",)),
        ),
    ],
)
def test_what_platforms_send(row: dict[str, Any], expected: Member) -> None:
    assert parse_members({"members": [row]}) == [expected]


@pytest.mark.parametrize(
    "page",
    [
        None, [], {}, {"members": {}}, {"members": [3]}, {"members": [{}]}, {"members": [{"user_id": ""}]},
        {"members": [{"user_id": "a", "roles": "Learner"}]}, {"members": [{"user_id": "a", "name": 3}]},
        {"members": [{"user_id": "a" * 256}]},
    ],
)  # fmt: skip
def test_what_is_no_list(page: Any) -> None:
    with pytest.raises(ServiceError):
        parse_members(page)


@given(st.dictionaries(st.sampled_from(["members", "groups"]), st.lists(JSON) | JSON))
def test_anything_is_a_list_or_refused(page: Any) -> None:
    with suppress(ServiceError):
        parse_members(page)
    with suppress(ServiceError):
        parse_groups(page)


def test_groups_have_names() -> None:
    assert parse_groups({"groups": [{"id": 1, "name": " Group\n A "}]}) == {"1": "Group A"}


@given(st.text())
def test_a_group_name_is_one_short_line(name: str) -> None:
    assert len(group_name(name)) <= MAX_GROUP_NAME
    assert group_name(name).isprintable()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://lms.example/m?from=2>; rel="next"', "https://lms.example/m?from=2"),
        (
            '<https://lms.example/1>; rel="first", <https://lms.example/2,3>; rel="next"',
            "https://lms.example/2,3",
        ),
        ("<https://lms.example/2>; rel=next", "https://lms.example/2"),
        ('<https://lms.example/2>; title="x"; rel="next"', "https://lms.example/2"),
        ('<https://lms.example/1>; rel="differences"', ""),
        ("", ""),
        ("next", ""),
    ],
)
def test_the_next_page(header: str, expected: str) -> None:
    assert next_page(header) == expected
