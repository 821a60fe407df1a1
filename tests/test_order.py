"""The order in which modules of tests begin."""

from tests.conftest import LONGEST, TESTS


def test_what_is_said_to_begin_first_is_there():
    assert [module for module in LONGEST if not (TESTS / module).is_file()] == []
