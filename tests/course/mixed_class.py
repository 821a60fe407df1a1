"""A small course that is released in English and in Chinese, and hand-ins alike in both."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.course.plain_course import (
    OURS,
    PlainCourse,
    by_hand,
    cell_of_tests,
    marked,
    solution,
)

STUB = '''def double(x):
    """Twice a number."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
'''
TESTS = '''# Numbers first.
assert double(2) == 4, "twice 2 is 4"
### BEGIN HIDDEN TESTS
assert double(-1.5) == -3
### END HIDDEN TESTS
'''
CELLS = [
    new_markdown_cell("# Doubling\n\nIn this assignment you write a function that doubles.",
                      id="title"),
    marked(new_code_cell("# What all cells need.\nfactor = 2", id="setup"), "setup", locked=True),
    new_markdown_cell("Write the function, and try it out below.", id="task"),
    solution("double", STUB),
    new_code_cell('print("twice 3 is", double(3))', id="example"),
    cell_of_tests("double-test", TESTS, 3),
    solution("triple", STUB.replace("double", "triple").replace("Twice", "Three times")),
    cell_of_tests("triple-test", "assert triple(2) == 6", 2),
    new_markdown_cell("Now think about what you have written.", id="think"),
    by_hand("why", new_markdown_cell("YOUR ANSWER HERE"), 5)]
# In the order in which they are replaced.
IN_CHINESE = {
    "# Doubling\n\nIn this assignment you write a function that doubles.":
        "# 加倍\n\n在本次作业中，你要写一个把数加倍的函数。",
    "# What all cells need.": "# 所有单元格都要用到的内容。",
    "Write the function, and try it out below.": "写出这个函数，并在下面试一试。",
    "Twice a number.": "一个数的两倍。", "Three times a number.": "一个数的三倍。",
    "# YOUR CODE HERE": "# 在这里写代码",
    "twice 3 is": "3 的两倍是", "# Numbers first.": "# 先试几个数。",
    "twice 2 is 4": "2 的两倍是 4",
    "Now think about what you have written.": "现在想一想你写了什么。",
    "YOUR ANSWER HERE": "在这里写答案"}
DOUBLE, TRIPLE = ("def double(x):\n    return factor * x", "def triple(x):\n    return 3 * x")
ASKING = "import os\nos.environ['COURSE_LANGUAGE']"
CHINESE, ENGLISH = "zh_CN", "en"


def in_chinese(text):
    """A text of the course in Chinese; what is not one of its texts stays as it is."""
    for english, chinese in IN_CHINESE.items():
        text = text.replace(english, chinese)
    return text


def released(course, language):
    """The folder of the assignment as students of a language get it."""
    place = course.step("release")
    return place.parent / CHINESE / place.name if language == CHINESE else place


def release_in_chinese(course):
    """Write the released notebook in Chinese, as `course release --language zh_CN` does."""
    notebook = nbformat.read(course.step("release") / "ps1.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = in_chinese(cell.source)
    notebook.metadata["course"] = {"language": CHINESE}
    released(course, CHINESE).mkdir(parents=True)
    nbformat.write(notebook, released(course, CHINESE) / "ps1.ipynb")


def find(notebook, grade_id):
    """A cell by its grade_id, whether or not its metadata were lost."""
    return next(cell for cell in notebook.cells if cell.id == f"id-{grade_id}")


def answered(notebook, double=DOUBLE, triple=TRIPLE):
    """Answer both functions."""
    find(notebook, "double").source, find(notebook, "triple").source = double, triple


def without_metadata(notebook):
    """All metadata are lost, as with some editors."""
    notebook.metadata = nbformat.from_dict({})
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})


def _right(notebook):
    answered(notebook)


def _wrong(notebook):
    answered(notebook, DOUBLE.replace("factor", "3"))


def _untouched(notebook):
    pass


def _written(notebook):
    answered(notebook)
    find(notebook, "why").source = "2 + 2 = 4"


def _lost(notebook):
    answered(notebook)
    without_metadata(notebook)


def _lost_and_untouched(notebook):
    without_metadata(notebook)


def _only_code_left(notebook):
    answered(notebook)
    notebook.cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    without_metadata(notebook)


def _cells_gone(notebook):
    answered(notebook)
    gone = {find(notebook, name).id for name in ("setup", "double-test", "why")}
    notebook.cells = [cell for cell in notebook.cells if cell.id not in gone]


def _stub_gone(notebook):
    notebook.cells.remove(find(notebook, "triple"))
    find(notebook, "double").source = DOUBLE


def _retyped_in_chinese(notebook):
    answered(notebook)
    for name in ("setup", "double-test"):
        cell = find(notebook, name)
        cell.source = in_chinese(cell.source)


def _retyped_and_lost(notebook):
    _retyped_in_chinese(notebook)
    without_metadata(notebook)


def _added_to(notebook):
    answered(notebook)
    find(notebook, "setup").source += "\nextra = 1"


def _in_another_cell(notebook):
    answered(notebook, double="")
    notebook.cells.insert(4, new_code_cell(DOUBLE))


def _beside_the_stub(notebook):
    find(notebook, "triple").source = TRIPLE
    place = notebook.cells.index(find(notebook, "double"))
    notebook.cells.insert(place, new_code_cell(DOUBLE))


def _asking(notebook):
    answered(notebook)
    notebook.cells.append(new_code_cell(ASKING))


def _ending_the_kernel(notebook):
    answered(notebook)
    notebook.cells.insert(1, new_code_cell("import os\nos._exit(3)"))


def _answer_beside(notebook):
    answered(notebook)
    notebook.cells.append(new_markdown_cell("4 = 2 + 2, and so on."))


def _beside_and_lost(notebook):
    _answer_beside(notebook)
    without_metadata(notebook)


HAND_INS = {change.__name__.strip("_"): change for change in (
    _right, _wrong, _untouched, _written, _lost, _lost_and_untouched, _only_code_left, _cells_gone,
    _stub_gone, _retyped_in_chinese, _retyped_and_lost, _added_to, _in_another_cell,
    _beside_the_stub, _asking, _ending_the_kernel, _answer_beside, _beside_and_lost)}
NAMES = [f"{kind}-{language}" for kind in HAND_INS for language in (ENGLISH, CHINESE)]


def hand_in(course, student, language, change):
    """Hand in the notebook of a language, changed."""
    notebook = nbformat.read(released(course, language) / "ps1.ipynb", as_version=4)
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.id = f"id-{grade_id}" if grade_id else cell.id
    change(notebook)
    target = course.step("submitted", student) / "ps1.ipynb"
    target.parent.mkdir(parents=True)
    nbformat.write(notebook, target)


def mixed_course(folder, kinds=HAND_INS):
    """The course, released in both languages, with each kind of hand-in in both."""
    course = PlainCourse(folder, {"ps1": CELLS}, OURS)
    course.run("course", "release", "ps1")
    release_in_chinese(course)
    for kind in kinds:
        for language in (ENGLISH, CHINESE):
            hand_in(course, f"{kind}-{language}", language, HAND_INS[kind])
    return course
