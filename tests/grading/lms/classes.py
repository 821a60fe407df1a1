"""A course whose gradebook holds points that are written here."""

from nbgrader.api import Gradebook

from tests.course.plain_course import OURS, PlainCourse, cell_of_tests, solution

ROSTER = """id,first_name,last_name,email,section,canvas_id,moodle_id
ada,Ada,Lovelace,ada@example.org,A,101,
bela,Béla,Bartók,bela@example.org,A,102,
sean,Seán,O'Neil,sean@example.org,B,,
=1+1,=cmd|' /C calc'!A0,Mallory,@mal,C,104,
dora,Dora,Maar,dora@example.org,B,105,
"""
# Out of 10 and 5: by tests, and a written answer; None waits for a person.
POINTS = {"ada": (10.0, 4.5), "bela": (7.25, None), "sean": (0.0, 5.0), "=1+1": (3.0, 0.0)}
PENALTIES = {"bela": 2.0}


def cells():
    return [solution("half", "def half(x):\n    ..."),
            cell_of_tests("half-check", "assert half(4) == 2", 10)]


def made_course(folder):
    """A course with the graded assignments ps1 and week2_slopes."""
    PlainCourse(folder, {"one": cells()}, OURS)
    (folder / "roster.csv").write_text(ROSTER)
    (folder / "course.toml").write_text('roster = "roster.csv"\n')
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        for week, students in (("ps1", POINTS), ("week2_slopes", ["ada"])):
            book.add_assignment(week)
            book.add_notebook("one", week)
            book.add_grade_cell("half-check", "one", week, max_score=10, cell_type="code")
            book.add_grade_cell("words", "one", week, max_score=5, cell_type="markdown")
            for student in students:
                book.update_or_create_student(student)
                submission = book.add_submission(week, student)
                code, words = POINTS[student]
                grade = book.find_grade("half-check", "one", week, student)
                grade.auto_score, grade.needs_manual_grade = code, False
                grade = book.find_grade("words", "one", week, student)
                grade.manual_score, grade.needs_manual_grade = words, words is None
                submission.notebooks[0].late_submission_penalty = PENALTIES.get(student)
        book.db.commit()
    return folder
