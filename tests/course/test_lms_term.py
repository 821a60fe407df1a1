"""A week with Canvas, by whole commands: its download comes in, is graded, and its file goes back.

The names in the zip are as in `lib/content_zipper.rb`, the file of grades as in
`lib/gradebook_exporter.rb` of github.com/instructure/canvas-lms.
"""

import json
import zipfile

import pytest

from tests.course.plain_course import OURS, PlainCourse, by_hand, cell_of_tests, solution
from tests.course.test_semester import BEGIN, DUE, PER_DAY, ROSTER

TEMPLATE = ("Student,ID,SIS Login ID,Section,ps1 (77)\n    Points Possible,,,,15\n"
            '"Lovelace, Ada",101,ada,A,\n"Bartók, Béla",102,bela,A,\n"Jingrun, Chen",103,chen,B,\n'
            '"Maar, Dora",104,dora,B,\n')


@pytest.mark.slow
def test_what_canvas_gives_is_graded_with_its_dates_and_goes_back_into_its_file(tmp_path):
    cells = [solution("half", "def half(x):\n    ..."),
             cell_of_tests("tests", "assert half(4) == 2", 10),
             by_hand("words", solution("words", "# YOUR ANSWER HERE"), 5)]
    course = PlainCourse(tmp_path, {"one": cells}, OURS)
    (tmp_path / "roster.csv").write_text(ROSTER)
    (tmp_path / "course.toml").write_text(BEGIN + DUE + PER_DAY)
    course.run("course", "release", "ps1")
    released = json.loads((course.step("release") / "one.ipynb").read_text())
    released_text = json.dumps(released)
    for cell in released["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "half":
            cell["source"] = "def half(x):\n    return x / 2"
    right = json.dumps(released)
    with zipfile.ZipFile(tmp_path / "submissions.zip", "w") as packed:
        for name, date, text in (
                ("lovelaceada_101_901_one.ipynb", (2026, 10, 12, 11, 59, 0), released_text),
                ("lovelaceada_101_902_one-1.ipynb", (2026, 10, 12, 11, 59, 30), right),
                ("bartókbéla_LATE_102_903_one.ipynb", (2026, 10, 13, 13, 0, 0), right),
                ("jingrunchen_103_904_homework.ipynb", (2026, 10, 11, 9, 0, 0), right)):
            packed.writestr(zipfile.ZipInfo(name, date), text)
    course.run("course", "import", "submissions.zip")
    course.run("course", "grade", "ps1")
    (tmp_path / "grades.csv").write_text(TEMPLATE)
    assert "stale" not in course.run("course", "export", "--canvas", "grades.csv")
    assert (tmp_path / "export" / "grades.csv").read_text() == TEMPLATE.replace(
        "ada,A,", "ada,A,10").replace("bela,A,", "bela,A,6").replace("chen,B,", "chen,B,10")
    assert course.scores()["ada", "one", "words"][0] in (0, None)
    (tmp_path / "course.toml").write_text(BEGIN + PER_DAY + DUE.replace("-12 ", "-13 "))
    for options in (["--canvas", "grades.csv"], ["--csv"]):
        said = course.run("course", "export", *options)
        assert "1 grade is stale (the due date or the penalty has changed: 1)" in said
        assert "'course grade ps1'" in said
