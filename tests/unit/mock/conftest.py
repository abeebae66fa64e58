"""What tests of the mock share."""

from __future__ import annotations

import pytest
from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS


@pytest.fixture
def pets() -> Client:
    """A mock of pets and their visits, fresh for each test."""
    return serve(PATHS, schemas=SCHEMAS)
