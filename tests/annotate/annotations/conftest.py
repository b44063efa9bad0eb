"""Fixtures of the tests of annotations."""

import pytest

from tests.annotate.annotations.annotation_client import AnnotationClient
from tests.world import World


@pytest.fixture
def pupil(world: World) -> AnnotationClient:
    """A client of the API for the pupil, with one annotation id."""
    return AnnotationClient(world)
