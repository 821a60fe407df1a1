"""`course export`: Canvas's and Moodle's files come back with points, and else as they were.

The files are written here by hand as these systems write them: Canvas's gradebook export as in
`lib/gradebook_exporter.rb` of github.com/instructure/canvas-lms, Moodle's grading worksheet as in
`mod/assign/feedback/offline` and its plain text export as in `grade/export/txt` of
github.com/moodle/moodle.
"""

import csv
import io

import pytest

from tests.grading.command import course
from tests.grading.lms.classes import made_course

__all__ = ["course"]

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,ps1 (9001),Week2 Slopes (9002),Essay (9003),"
    "Assignments Current Score,Final Grade\r\n"
    ",,,,,Manual Posting,,,,\r\n"
    "    Points Possible,,,,,15.00,15.00,20.00,(read only),(read only)\r\n"
    '"Lovelace, Ada",101,ada-sis,ada@example.org,"Maths, ""A""",,3.00,12.50,88.1,A\r\n'
    '"Bartók, Béla",102,,bela,A,1.00,N/A,,,\r\n'
    "\"O'Neil, Seán\",103,,unknown,B,EX,,,,\r\n"
    '"Maar, Dora",105,,dora,B,,,7.00,,\r\n'
    '"Student, Test",999,,5f3,A,,,,,\r\n')
WORKSHEET = (
    "\ufeffIdentifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum Grade\","
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\n'
    '"Participant 5001","Ada Lovelace",ada@example.org,"Submitted for grading - ",,15.00,Yes,'
    '"Monday, 12 October 2026, 9:00 AM",-,"kept, ""as is"""\n'
    '"Participant 5002","Béla Bartók",bela@example.org,"Submitted for grading - ",2.00,15.00,No,'
    '-,-,\n'
    "\"Participant 5003\",\"Seán O'Neil\",other@example.org,\"No submission - \",,15.00,Yes,-,-,\n")
GRADE_EXPORT = (
    '"First name","Last name","ID number",Institution,Department,"Email address",'
    '"Assignment: PS1 (Real)","Quiz: Basics (Real)","Course total (Real)",'
    '"Last downloaded from this course"\n'
    'Ada,Lovelace,,,,ada@example.org,-,9.00,-,1791800000\n'
    'Béla,Bartók,,,,,-,-,-,1791800000\n')


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    return made_course(tmp_path_factory.mktemp("course"))


def exported(folder, name):
    return (folder / "export" / name).read_bytes().decode()


def test_canvas_gets_points_less_penalties_and_all_else_stays_byte_for_byte(course, graded):
    (graded / "canvas.csv").write_text(CANVAS, newline="")
    done = course(graded, "export", "--canvas", "canvas.csv")
    assert done.returncode == 0, done.stderr
    assert exported(graded, "canvas.csv") == CANVAS.replace(
        '"Maths, ""A""",,3.00,', '"Maths, ""A""",14.5,14.5,').replace(
        "bela,A,1.00,", "bela,A,5.25,")
    assert "ps1: 2 students, week2_slopes: 1 student" in done.stdout
    assert "=1+1 has points, but no row in canvas.csv" in done.stderr
    assert "bela wait for a grade by hand" in done.stderr
    assert (graded / "canvas.csv").read_text() == CANVAS.replace("\r\n", "\n")


def test_one_week_alone_is_filled_in_if_it_is_named(course, graded):
    (graded / "canvas.csv").write_text(CANVAS, newline="")
    (graded / "source" / "week2_slopes").mkdir(exist_ok=True)
    (graded / "source" / "week2_slopes" / "one.ipynb").write_text("{}")
    assert course(graded, "export", "week2_slopes", "--canvas", "canvas.csv").returncode == 0
    assert exported(graded, "canvas.csv") == CANVAS.replace('""A""",,3.00,', '""A""",,14.5,')


def test_semicolons_and_decimal_commas_stay(course, graded):
    german = ("Student;ID;SIS Login ID;Section;ps1 (9001)\n    Points Possible;;;;15,00\n"
              "Bartók, Béla;102;bela;A;\n")
    (graded / "german.csv").write_text(german)
    assert course(graded, "export", "--canvas", "german.csv").returncode == 0
    assert exported(graded, "german.csv") == german.replace("bela;A;", "bela;A;5,25")


def test_moodles_worksheet_is_filled_where_the_grade_can_be_changed(course, graded):
    (graded / "Grades-NN-PS 1-77.csv").write_text(WORKSHEET)
    done = course(graded, "export", "--moodle", "Grades-NN-PS 1-77.csv")
    assert done.returncode == 0, done.stderr
    assert exported(graded, "Grades-NN-PS 1-77.csv") == WORKSHEET.replace(
        'grading - ",,15', 'grading - ",14.5,15').replace('submission - ",,', 'submission - ",5,')
    assert "bela: Moodle does not let the grade be changed" in done.stderr


def test_a_worksheet_whose_week_its_name_does_not_tell_asks_for_it(course, graded):
    (graded / "grades.csv").write_text(WORKSHEET)
    done = course(graded, "export", "--moodle", "grades.csv")
    assert "course export WEEK --moodle" in one_line(done)
    assert course(graded, "export", "ps1", "--moodle", "grades.csv").returncode == 0


def test_moodles_grade_export_is_filled_by_its_titles(course, graded):
    (graded / "moodle.csv").write_text(GRADE_EXPORT)
    done = course(graded, "export", "--moodle", "moodle.csv")
    assert done.returncode == 0, done.stderr
    assert exported(graded, "moodle.csv") == GRADE_EXPORT.replace(
        "org,-,9", "org,14.5,9").replace("Bartók,,,,,-", "Bartók,,,,,5.25")


# As Moodle's language packs have the heads; the cells are those of the English files above.
GERMAN = (
    "\ufeffID,\"Vollständiger Name\",E-Mail-Adresse,Status,Bewertung,Bestwertung,"
    '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)",'
    '"Feedback als Kommentar"\n'
    '"Teilnehmer/in 5001","Ada Lovelace",ada@example.org,"Zur Bewertung abgegeben",,"15,00",Ja,'
    '"Montag, 12. Oktober 2026, 09:00",-,\n'
    '"Teilnehmer/in 5003","Seán O\'Neil",other@example.org,"Keine Abgabe","2,00","15,00",Ja,-,-,\n')
FRENCH = (
    'Prénom,"Nom de famille","Numéro d\'identification",Institution,Département,'
    '"Adresse de courriel","Devoir\u00a0: PS1 (Brut)","Test\u00a0: Bases (Brut)",'
    '"Total du cours (Brut)","Dernier téléchargement depuis ce cours"\n'
    "Ada,Lovelace,,,,ada@example.org,-,9.00,-,1791800000\n"
    "Béla,Bartók,,,,,-,-,-,1791800000\n")
CHINESE = (
    "编号,全名,电子邮件地址,状态,成绩,最高分,成绩可以被修改,最后修改（提交）,最后修改（成绩）\n"
    "参与者5001,Ada Lovelace,ada@example.org,已提交,,15.00,是,-,-\n"
    "参与者5003,Seán O'Neil,other@example.org,没有提交,,15.00,是,-,-\n")
CHINESE_EXPORT = (
    "名,姓,学号,机构,系别,电子邮件地址,作业：PS1 （实分）,课程总计（实分）,最近从此课程下载\n"
    "Ada,Lovelace,ada,,,,-,-,1791800000\n"
    "Béla,Bartók,,,,bela@example.org,-,-,1791800000\n")


@pytest.mark.parametrize(("text", "changes", "column"), [
    (GERMAN, {'abgegeben",,': 'abgegeben",{14,5},', '"2,00"': '"5"'}, "Bewertung"),
    (FRENCH, {"org,-,9": "org,14.5,9", "Bartók,,,,,-": "Bartók,,,,,5.25"},
     "Devoir\u00a0: PS1 (Brut)"),
    (CHINESE, {"已提交,,": "已提交,14.5,", "没有提交,,": "没有提交,5,"}, "成绩"),
    (CHINESE_EXPORT, {"ada,,,,-": "ada,,,,14.5", "org,-,-": "org,5.25,-"}, "作业：PS1 （实分）")])
def test_a_file_of_moodle_in_another_language_is_filled_and_the_column_is_named(
        course, graded, text, changes, column):
    (graded / "translated.csv").write_text(text)
    done = course(graded, "export", "ps1", "--moodle", "translated.csv")
    assert done.returncode == 0, done.stderr
    assert f"points go into {column!r}" in done.stderr.replace("\n", " ")
    for before, after in changes.items():
        text = text.replace(before, after)
    # A comma within a number is quoted where the comma also parts the cells.
    assert exported(graded, "translated.csv") == text.replace("{14,5}", '"14,5"')


@pytest.mark.parametrize("text", [
    GERMAN.replace(",Ja,", ",3,"), GERMAN.replace("Teilnehmer/in 5003", "Gast"),
    GERMAN.replace('"15,00"', "A"), FRENCH.replace(",9.00", ",90 %").replace(",-,", ",90 %,"),
    FRENCH.replace("1791800000", "gestern")])
def test_where_the_columns_leave_a_doubt_a_line_says_to_switch_the_language(course, graded, text):
    (graded / "doubtful.csv").write_text(text)
    said = one_line(course(graded, "export", "ps1", "--moodle", "doubtful.csv"))
    assert "switch Moodle to English and export again" in said
    assert not (graded / "export" / "doubtful.csv").exists()


def one_line(done):
    """The error, which is one line."""
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize(("content", "option", "said"), [
    (WORKSHEET, "--canvas", "give it with --moodle"), (CANVAS, "--moodle", "give it with --canvas"),
    (GRADE_EXPORT, "--canvas", "give it with --moodle"),
    ("a,b\n1,2\n", "--canvas", "SIS Login ID"), ("a,b\n1,2\n", "--moodle", "Identifier"),
    ("", "--canvas", "no CSV file"), ("PK\x03\x04\0\0", "--moodle", "no CSV file"),
    (CANVAS.replace('"Student, Test"', '"Student, Test'), "--canvas", "line 8"),
    (CANVAS.replace("ps1 (9001)", "Homework (9001)").replace("Week2 Slopes", "Quiz"), "--canvas",
     "Homework, Quiz, Essay")])
def test_a_template_of_another_system_or_none_is_one_line(course, graded, tmp_path, content, option,
                                                          said):
    template = tmp_path / "other.csv"
    template.write_text(content)
    assert said in one_line(course(graded, "export", option, template))
    assert not (graded / "export" / "other.csv").exists()


def test_a_name_that_the_system_has_is_said_in_course_toml(course, graded):
    toml = graded / "course.toml"
    before = toml.read_text()
    toml.write_text(before + '[lms_names]\nps1 = "Essay"\n')
    (graded / "canvas.csv").write_text(CANVAS, newline="")
    try:
        done = course(graded, "export", "--canvas", "canvas.csv")
    finally:
        toml.write_text(before)
    assert done.returncode == 0
    assert ",,14.5,14.5,88.1" in exported(graded, "canvas.csv")
    assert "maximum is 20.00 in canvas.csv and 15 in the gradebook" in done.stderr


def test_an_unknown_row_is_told_with_the_nearest_name_and_left_as_it_was(course, graded):
    text = CANVAS.replace('"Lovelace, Ada",101,ada-sis,ada@', '"Lovelance, Ada",7,x,y@')
    (graded / "canvas.csv").write_text(text, newline="")
    done = course(graded, "export", "--canvas", "canvas.csv")
    assert done.returncode == 1
    assert ("canvas.csv, row 4: no student is known as 'Lovelance, Ada'; the nearest is ada "
            "(Ada Lovelace)") in done.stderr
    assert exported(graded, "canvas.csv") == text.replace("bela,A,1.00,", "bela,A,5.25,")


@pytest.mark.parametrize("options", [(), ("--csv", "--canvas", "canvas.csv"),
                                     ("ps7", "--csv"), ("--moodle", "missing.csv")])
def test_what_cannot_be_done_is_one_line(course, graded, options):
    one_line(course(graded, "export", *options))


def test_the_term_table_has_all_people_and_all_weeks_and_no_formula(course, graded):
    assert course(graded, "export", "--csv").returncode == 0
    head, *rows = csv.reader(io.StringIO(exported(graded, "term.csv").removeprefix("\ufeff")))
    week = ["half", "words", "penalty", "score", "of"]
    assert head == ["student_id", "last_name", "first_name", "email", "section",
                    *(f"ps1: {name}" for name in week), *(f"week2_slopes: {name}" for name in week),
                    "total", "of", "answers_waiting"]
    found = {row[0]: row[5:] for row in rows}
    assert found["ada"] == ["10.0", "4.5", "0.0", "14.5", "15.0"] * 2 + ["29.0", "30.0", "0"]
    assert found["bela"] == ["7.25", "", "2.0", "5.25", "15.0", "", "", "", "", "15.0", "5.25",
                             "30.0", "1"]
    assert found["dora"] == ["", "", "", "", "15.0"] * 2 + ["0.0", "30.0", "0"]
    assert next(row for row in rows if row[0] == "ada")[1:5] == ["Lovelace", "Ada",
                                                                 "ada@example.org", "A"]
    assert len(rows) == 5
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]
