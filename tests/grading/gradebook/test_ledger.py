import multiprocessing

import pytest
from nbgrader.api import Gradebook, MissingEntry

from grading.gradebook.ledger import UNCERTAIN, Ledger
from tests.patience import PATIENCE_S

SPAWN = multiprocessing.get_context("spawn")
WEEK = "week"


@pytest.fixture
def url(tmp_path):
    """A gradebook with an assignment."""
    url = f"sqlite:///{tmp_path}/gradebook.db"
    with Gradebook(url) as book:
        book.add_assignment(WEEK)
    return url


@pytest.fixture
def ledger(url):
    """The ledger of it."""
    ledger = Ledger(url)
    yield ledger
    ledger.close()


def write(ledger, student, digest="d"):
    with ledger.transaction() as entry:
        entry.gradebook.update_or_create_student(student)  # nbgrader commits in here
        entry.gradebook.update_or_create_submission(WEEK, student)
        entry.set_digest(WEEK, student, digest)


def test_what_nbgrader_commits_within_a_transaction_is_undone_when_that_fails(ledger, url):
    def fail():
        with ledger.transaction() as entry:
            entry.gradebook.update_or_create_student("ada")
            entry.set_digest(WEEK, "ada", "d")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ledger.digest(WEEK, "ada") is None
    with Gradebook(url) as book, pytest.raises(MissingEntry):
        book.find_student("ada")


def test_a_transaction_that_ends_is_kept_and_the_next_one_begins_afresh(ledger, url):
    write(ledger, "ada")
    write(ledger, "bela")
    with Gradebook(url) as book:
        assert {one.student.id for one in book.assignment_submissions(WEEK)} == {"ada", "bela"}


def test_the_digest_is_that_of_the_last_grading(ledger):
    write(ledger, "ada", "first")
    write(ledger, "ada", "second")
    assert ledger.digest(WEEK, "ada") == "second"
    ledger.mark_uncertain(WEEK, "ada")
    assert ledger.digest(WEEK, "ada") == UNCERTAIN
    assert ledger.digest("other week", "ada") is None


def test_it_knows_which_submissions_have_grades(ledger):
    write(ledger, "ada")
    assert ledger.submission(WEEK, "ada")
    assert ledger.submission(WEEK, "bela") is None
    assert ledger.submission("other week", "ada") is None


def test_of_a_whole_class_it_knows_the_same(ledger):
    for name in ("ada", "bela"):
        write(ledger, name, f"of {name}")
    assert ledger.submissions(WEEK) == {name: ledger.submission(WEEK, name)
                                        for name in ("ada", "bela")}
    assert ledger.digests(WEEK) == {"ada": "of ada", "bela": "of bela"}
    assert ledger.submissions("other week") == ledger.digests("other week") == {}


def write_many(url, first):
    ledger = Ledger(url)
    for number in range(first, first + 20):
        write(ledger, f"s{number}")
    ledger.close()


def test_two_processes_write_at_once_and_none_is_refused(url):
    writers = [SPAWN.Process(target=write_many, args=(url, first)) for first in (0, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(PATIENCE_S)
    assert [writer.exitcode for writer in writers] == [0, 0]
    with Gradebook(url) as book:
        assert len(book.assignment_submissions(WEEK)) == 40
