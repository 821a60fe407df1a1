"""What a test needs and not every machine has."""

import os
from typing import NoReturn

import pytest


def needed(what: str) -> NoReturn:
    """Skip the test for want of something; where all must run, as in CI, fail it."""
    if os.environ.get("COURSE_REQUIRE_ALL"):
        pytest.fail(f"{what} is needed, and COURSE_REQUIRE_ALL is set")
    pytest.skip(f"{what} is needed")
