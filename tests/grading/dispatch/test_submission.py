import pytest

from grading.dispatch.submission import GradedSubmission, grade_submission
from grading.hand_ins.files import pack_files


def test_a_result_survives_serialization():
    graded = GradedSubmission({"week": "text"}, log=["a line"], seconds={"Stage": 0.1})
    assert GradedSubmission.of(graded.as_bytes()) == graded


@pytest.mark.parametrize("submission", [b"", b"no zip", pack_files({"other.ipynb": b""})])
def test_what_cannot_be_graded_is_reported_and_never_raised(submission):
    graded = GradedSubmission.of(grade_submission(b"no definition", submission, [], {}))
    assert graded.problem
    assert graded.notebooks == {}
