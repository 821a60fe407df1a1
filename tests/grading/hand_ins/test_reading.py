"""Reading whatever was handed in: right as far as it can be, and never an exception."""

import base64
import copy
import gzip
import io
import json
import random
import warnings

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from answercheck import wording
from answercheck.verdict import Finding
from grading.hand_ins import reading
from grading.hand_ins.exporter import SubmissionExporter
from grading.hand_ins.reading import ASKED, NOTES, UNREADABLE, clean_output, read

CODE = 'print("Grüße, 你好 😀")'
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(100)).decode()


def notebook():
    """A notebook as Jupyter writes it, with one cell of each kind and its outputs."""
    outputs = [new_output("stream", text="a\nb\n"),
               new_output("display_data", data={"image/png": PNG, "text/html": "<b>x</b>"}),
               new_output("execute_result", data={"text/plain": "0.693"}, execution_count=3),
               new_output("error", ename="ValueError", evalue="no", traceback=["line 1"])]
    metadata = {"nbgrader": {"grade_id": "sigmoid", "points": 10, "grade": True}, "tags": ["x"]}
    return new_notebook(cells=[new_markdown_cell("# Title"),
                               new_code_cell(CODE, outputs=outputs, metadata=metadata),
                               nbformat.v4.new_raw_cell("raw")])


def from_bytes(content):
    return read(io.BytesIO(content))


def from_json(data):
    return from_bytes(json.dumps(data).encode())


def why(nb):
    return wording.reason(Finding.from_data(nb.metadata[UNREADABLE]))


def sources(nb):
    return [cell.source for cell in nb.cells]


TEXT = json.dumps(notebook(), ensure_ascii=False)


def in_parts(content, size=100):
    """Packed as programs do it that use several processors."""
    return b"".join(gzip.compress(content[at:at + size]) for at in range(0, len(content), size))


@pytest.mark.parametrize("wrapped", [
    gzip.compress(TEXT.encode()), in_parts(TEXT.encode()), json.dumps(TEXT).encode(),
    json.dumps(json.loads(TEXT)["cells"]).encode(),
    json.dumps({"name": "a.ipynb", "type": "notebook", "content": json.loads(TEXT)}).encode(),
], ids=["gzip", "gzip in parts", "a text", "its cells alone", "Jupyter's record of a file"])
def test_a_notebook_in_a_wrapping_is_read(wrapped):
    assert sources(from_bytes(wrapped)) == ["# Title", CODE, "raw"]


@pytest.mark.parametrize("wrapped", [
    gzip.compress(TEXT.encode())[:-40], gzip.compress(b"no notebook"), b"\x1f\x8bodd",
    json.dumps("a text with {").encode(), json.dumps([1, {"a": 2}]).encode(),
    json.dumps({"content": {"a": []}}).encode()
], ids=["cut off", "no notebook", "no gzip", "a text", "a list", "a record"])
def test_what_is_no_notebook_in_a_wrapping_has_a_reason(wrapped):
    assert why(from_bytes(wrapped))


def test_what_unpacks_to_more_than_is_read_is_too_large():
    told = why(from_bytes(gzip.compress(bytes(reading.MAX_BYTES + 1))))
    assert told.startswith("the file is larger than")


@pytest.mark.parametrize(("lines", "text"), [
    (["def f(x):", "    return x"], "def f(x):\n    return x"),
    (["def f(x):\n", "    return x"], "def f(x):\n    return x"), (["x = 1"], "x = 1")])
def test_lines_that_were_saved_without_their_ends_get_them(lines, text):
    data = json.loads(TEXT)
    data["cells"][1]["source"] = lines
    assert sources(from_json(data))[1] == text


def test_what_is_no_space_to_python_is_one_in_an_indentation_and_nowhere_else():
    data = json.loads(TEXT)
    data["cells"][1]["source"] = "\ufeffdef f(x):\n\u00a0 \u00a0 return 'a\u00a0b'"
    assert sources(from_json(data))[1] == "def f(x):\n    return 'a\u00a0b'"


@pytest.mark.parametrize("encoding", [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_an_encoding_of_all_characters_is_read_to_the_letter(encoding):
    assert sources(from_bytes(TEXT.encode(encoding))) == ["# Title", CODE, "raw"]


def test_latin_1_is_read_too():
    nb = from_bytes(json.dumps({"cells": [{"cell_type": "code", "source": "é = 1"}]},
                               ensure_ascii=False).encode("latin-1"))
    assert sources(nb) == ["é = 1"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_of_the_file_do_not_matter(ending):
    text = json.dumps(notebook(), indent=1).replace("\n", ending)
    assert sources(from_bytes(text.encode())) == ["# Title", CODE, "raw"]


FORMAT_3 = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [
    {"cells": [{"cell_type": "heading", "level": 1, "source": ["Title"]},
               {"cell_type": "code", "language": "python", "input": ["a = 1\n", "a"],
                "outputs": [{"output_type": "pyout", "text": ["1"]}], "prompt_number": 1}]},
    {"cells": [{"cell_type": "markdown", "source": "last"}]}]}


@pytest.mark.parametrize(("data", "expected"), [
    (FORMAT_3, ["Title", "a = 1\na", "last"]),
    ({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [
        {"cell_type": "code", "source": ["a = 1\n", "a"], "metadata": {}, "outputs": []}]},
     ["a = 1\na"]),
    ({"nbformat": 5, "nbformat_minor": 9, "metadata": {}, "cells": [
        {"cell_type": "code", "id": "x", "source": "a"}, {"cell_type": "sql", "source": "b"}]},
     ["a", "b"]),
    ({"cells": []}, []), ({"cells": [None, 1, [], {"cell_type": "code", "source": "a"}]}, ["a"]),
    ({"cells": [{"cell_type": "code"}, {"cell_type": "code", "source": None}]}, ["", ""]),
    ({"cells": [{"source": "no type"}]}, ["no type"]),
    ({"metadata": None, "cells": [{"cell_type": "code", "source": "a", "metadata": [1]}]}, ["a"]),
    ({"nbformat": "four", "worksheets": [None, {"cells": 5}, {"cells": [{"input": "a"}]}]}, ["a"]),
])
def test_every_notebook_format_and_odd_fields_are_read(data, expected):
    nb = from_json(data)
    assert sources(nb) == expected
    assert (nb.nbformat, UNREADABLE in nb.metadata) == (4, False)


@pytest.mark.parametrize(("content", "reason"), [
    (b"", "the file is empty"), (b" \n\t ", "the file is empty"), (b"\xef\xbb\xbf", "is empty"),
    (b"hello", "no notebook"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "no notebook"),
    (b"PK\x03\x04zip", "no notebook"), (b"<html></html>", "no notebook"),
    (TEXT.encode()[:500], "damaged or cut off"), (TEXT.encode()[:-1], "damaged or cut off"),
    (b"<<<<<<< HEAD\n" + TEXT.encode(), "merge conflict (line 1)"),
    (b"{\n<<<<<<< HEAD\n}", "merge conflict (line 2)"),
    (b"[]", "no cells"), (b"null", "no cells"), (b"5", "no cells"), (b'"text"', "no cells"),
    (b"{}", "no cells"), (b'{"cells": {}}', "no cells"), (b'{"worksheets": 1}', "no cells"),
    (b"[" * 100_000, "no notebook"), (b'{"a":' * 100_000, "no notebook"),
    (b'{"cells": [' + b"9" * 5000 + b"]}", "damaged or cut off"),
    (json.dumps({"cells": [{}] * 2_001}).encode(), "more than 2000 cells"),
])
def test_what_cannot_be_read_becomes_a_notebook_that_says_why(content, reason):
    nb = from_bytes(content)
    nbformat.validate(nb)
    assert reason in why(nb)
    assert reason in nb.cells[0].source


SHORT = json.dumps({"cells": [{"cell_type": "code", "source": "a"}]})
LONG = json.dumps({"cells": [{"cell_type": "code", "source": "a = 1  # an answer"}]})


@pytest.mark.parametrize(("text", "expected"), [
    (SHORT + "\0" * 9000, "a"), (SHORT + LONG[-20:], "a"), (SHORT + "\n<html>", "a"),
    ("\ufeff" + SHORT + "\n\n\0", "a"), (SHORT + "[" * 100_000, "a"), (SHORT + "{}", "a"),
    (SHORT + "\n" + LONG, "a = 1  # an answer"), (LONG + SHORT, "a = 1  # an answer"),
    (LONG + LONG[:30], "a = 1  # an answer"), ("{}" + SHORT, "a"),
])
def test_a_whole_notebook_is_read_whatever_stands_behind_it(text, expected):
    assert sources(from_bytes(text.encode())) == [expected]


@pytest.mark.parametrize("forged", [
    None, 5, "x", {}, [5], [{}], [{"code": "zero", "about": "", "values": {}}],
    [{"code": "put_back", "about": "", "values": {}}],
    [{"code": "put_back", "about": "", "values": {"names": {"a": []}}}] * 1000])
def test_forged_notes_stop_nothing(forged):
    nb = from_json({"cells": [], "metadata": {NOTES: forged}})
    assert len(nb.metadata.get(NOTES, [])) <= 20
    json.dumps(nb)


def test_a_file_that_is_too_large_is_reported_how_to_become_smaller(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 2**20)
    nb = from_bytes(json.dumps({"cells": [], "pad": "x" * 2**20}).encode())
    assert "larger than 1 MB: clear the outputs" in why(nb)


def test_the_reason_survives_a_second_reading():
    once = from_bytes(b"hello")
    assert from_json(once).metadata[UNREADABLE] == once.metadata[UNREADABLE]


@pytest.mark.parametrize("forged", [
    None, "no", 5, [], {}, {"code": "file_damaged"},
    {"code": "file_damaged", "about": "", "values": {}},
    {"code": "zero", "about": "", "values": {}},
    {"code": "file_damaged", "about": "", "values": {"detail": ["x"] * 9}}])
def test_a_forged_reason_is_no_reason(forged):
    assert why(from_json({"cells": [], "metadata": {UNREADABLE: forged}})) == (
        "the file is no notebook")


def test_a_reason_is_short_whatever_a_file_says():
    long = {"code": "file_damaged", "about": "", "values": {"detail": "x" * 10**6}}
    nb = from_json({"cells": [], "metadata": {UNREADABLE: long}})
    assert len(json.dumps(nb.metadata[UNREADABLE])) < 1000


@pytest.mark.parametrize("ids", [
    [None, None, None], ["same", "same", "same"], [5, [], {}], ["", "a b/<script>", "x" * 100]])
def test_cell_ids_are_made_unique_and_valid(ids):
    data = json.loads(TEXT)
    for cell, name in zip(data["cells"], ids, strict=True):
        cell["id"] = name
    nb = from_json(data)
    nbformat.validate(nb)
    assert len({cell.id for cell in nb.cells}) == 3


def test_of_the_metadata_only_nbgraders_is_kept():
    nb = read(io.BytesIO(TEXT.encode()))
    assert [dict(cell.metadata) for cell in nb.cells] == [
        {}, {"nbgrader": {"grade_id": "sigmoid", "points": 10, "grade": True}}, {}]


@pytest.mark.parametrize("kernelspec", [None, {}, {"name": "ir", "language": "R"}, "python", 5])
def test_the_kernel_is_ours_whatever_the_notebook_names(kernelspec):
    nb = from_json({"cells": [], "metadata": {"kernelspec": kernelspec, "widgets": {"a": 1}}})
    assert dict(nb.metadata.kernelspec)["name"] == "python3"
    assert set(nb.metadata) <= {"kernelspec", "language_info", ASKED}


@pytest.mark.parametrize(("named", "kept"), [
    ("en", {"language": "en"}), ("zh_CN", {"language": "zh_CN"}),
    *((text, None) for text in ("xx", "../../etc", "/etc", "zh_CN/..", "{assignment_id}",
                                "zh\0CN", "zh_CN\nPATH=/tmp", "\ud800", "z" * 10**5))])
def test_only_a_language_that_there_is_stays_named(named, kept):
    nb = from_json({"cells": [], "metadata": {"course": {"language": named}}})
    assert nb.metadata.get("course") == kept


def test_halves_of_characters_can_be_written_again():
    half = b'"\\ud800 a \\udfff"'
    nb = from_bytes(b'{"cells": [{"cell_type": "code", "source": ' + half + b', "metadata": '
                    b'{"nbgrader": {"grade_id": ' + half + b', ' + half + b': 1}}, "outputs": ['
                    b'{"output_type": "stream", "text": ' + half + b'}, {"output_type": "error", '
                    b'"ename": ' + half + b', "evalue": ' + half + b', "traceback": [' + half
                    + b']}, {"output_type": "display_data", "data": {"text/plain": ' + half
                    + b'}}]}], "metadata": {"' + UNREADABLE.encode() + b'": ' + half + b'}}')
    assert len(nb.cells[0].outputs) == 3
    nbformat.writes(nb).encode("utf-8")


# --- Outputs ------------------------------------------------------------------------------------

HARMFUL = ["text/html", "application/javascript", "image/svg+xml", "text/markdown", "text/latex",
           "application/vnd.jupyter.widget-view+json", "application/json", "image/gif",
           "application/vnd.nn-course.verdict+json", "application/vnd.nn-course.answer+json"]


@pytest.mark.parametrize("mime", HARMFUL)
@pytest.mark.parametrize("kind", ["display_data", "execute_result"])
def test_what_a_browser_would_run_is_removed(mime, kind):
    data = {mime: "<script>alert(1)</script>"}
    assert clean_output({"output_type": kind, "data": data, "metadata": {}}) is None
    kept = clean_output({"output_type": kind, "data": {**data, "text/plain": "0.5"},
                         "metadata": {"image/png": {"onload": "x"}}})
    assert kept == {"output_type": "display_data", "data": {"text/plain": "0.5"}, "metadata": {}}


@pytest.mark.parametrize(("mime", "value"), [
    ("image/png", PNG), ("image/jpeg", [PNG[:50] + "\n", PNG[50:]]), ("text/plain", ["a\n", "b"])])
def test_pictures_and_text_are_kept(mime, value):
    kept = clean_output({"output_type": "display_data", "data": {mime: value}})
    assert kept.data == {mime: "".join(value)}


@pytest.mark.parametrize("value", [
    'x" onerror="alert(1)', "<svg onload=alert(1)>", "javascript:alert(1)", {"a": 1}])
def test_a_picture_that_is_no_picture_is_removed(value):
    assert clean_output({"output_type": "display_data", "data": {"image/png": value}}) is None


@pytest.mark.parametrize("output", [
    None, 1, "text", [], {}, {"output_type": None}, {"output_type": ["stream"]},
    {"output_type": "update_display_data", "data": {"text/plain": "x"}},
    {"output_type": "display_data"}, {"output_type": "display_data", "data": "x"},
    {"output_type": "display_data", "data": {}}, {"output_type": "pyout", "text": "x"}])
def test_what_is_no_output_is_removed(output):
    assert clean_output(output) is None


@pytest.mark.parametrize("output", [
    {"output_type": "stream"}, {"output_type": "stream", "text": None, "name": 5},
    {"output_type": "stream", "text": {"a": [1]}}, {"output_type": "error"},
    {"output_type": "error", "ename": [], "evalue": 5, "traceback": "one"},
    {"output_type": "error", "traceback": [None, {"a": 1}] * 500}])
def test_a_damaged_stream_or_error_becomes_a_valid_one(output):
    nbformat.validate(new_notebook(cells=[new_code_cell(outputs=[clean_output(output)])]))


def test_huge_outputs_are_cut_or_left_out():
    huge = "A" * (5 * reading.MAX_OUTPUT)
    assert len(clean_output({"output_type": "stream", "text": huge}).text) == reading.MAX_OUTPUT
    assert clean_output({"output_type": "display_data", "data": {"image/png": huge}}) is None


@pytest.mark.parametrize("text", [
    "\x1b[31mred\x1b[0m", "\x1b[38;5;1mred", "\x1b]0;title\x07red", "\x1b]8;;http://x\x1b\\red",
    "\x9b31mred", "re\x08\x07d", "\x1b\x1b[0mred", "r\x00ed", "\x1b[2J\x1b[Hred"])
def test_what_acts_on_a_terminal_is_removed(text):
    outputs = reading.cleaned([
        {"output_type": "stream", "text": text},
        {"output_type": "display_data", "data": {"text/plain": [text]}},
        {"output_type": "error", "ename": text, "evalue": text, "traceback": [text]}])
    shown = [outputs[0].text, outputs[1].data["text/plain"], outputs[2].ename, outputs[2].evalue,
             outputs[2].traceback[0]]
    assert all(one.endswith(("red", "31mred")) and one.isprintable() for one in shown), shown


def test_lines_and_tabs_of_an_output_stay():
    text = "a\tb\n\n  c\r\nd — 你好"
    assert clean_output({"output_type": "stream", "text": text}).text == text


# --- Pasted pictures -----------------------------------------------------------------------------

def attached(given):
    nb = from_json({"cells": [{"cell_type": "markdown", "source": "a", "attachments": given}]})
    nbformat.validate(nb)
    assert from_json(nb).cells[0] == nb.cells[0]
    return nb.cells[0].get("attachments")


@pytest.mark.parametrize("mime", ["image/png", "image/jpeg", "image/gif", "image/webp"])
def test_a_picture_pasted_into_a_written_answer_is_kept(mime):
    assert attached({"a b (1)": {mime: PNG}}) == {"a b (1)": {mime: PNG}}


@pytest.mark.parametrize("given", [
    None, [], "x", {}, {"a": None}, {"a": {"image/svg+xml": "PHN2Zz4="}}, {"a": {"text/html": "x"}},
    {"a": {"image/png": '" onerror="attack()'}}, {"a": {"image/png": "A" * 2**23}}])
def test_what_is_attached_and_no_picture_is_removed(given):
    assert attached(given) is None


# --- Anything -----------------------------------------------------------------------------------

JUNK = [None, True, -1, 2**70, 1.5, float("nan"), "", "\ud800", "code", "stream", "\x00" * 3, [],
        {}, [[[]]], {"cells": []}, "x" * 300, ["a", None, {}], {"text/plain": {}, "image/png": [1]}]


def mutated(data, chance):
    """The data with one to five places replaced, removed, doubled or renamed."""
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 5)):
        place, junk = data, copy.deepcopy(chance.choice(JUNK))
        while chance.random() < 0.85:
            inner = [one for one in (place.values() if isinstance(place, dict) else place)
                     if isinstance(one, dict | list) and one]
            if not inner:
                break
            place = chance.choice(inner)
        if isinstance(place, list) and place:
            at = chance.randrange(len(place))
            place[at:at + 1] = chance.choice([[], [place[at]] * 3, [junk]])
        elif isinstance(place, dict) and place:
            key = chance.choice(list(place))
            value = place.pop(key)
            if chance.random() < 0.8:
                place[key] = junk
            else:
                place[chance.choice([*place, "source", "outputs", "cells", "data"])] = value
    return data


@pytest.mark.parametrize("seed", range(4))
def test_any_damage_to_the_json_gives_a_valid_notebook_that_can_be_written(seed):
    chance = random.Random(seed)
    for _ in range(60):
        data = mutated(chance.choice([json.loads(TEXT), FORMAT_3]), chance)
        nb = from_json(data)
        nbformat.validate(nb)
        nbformat.writes(nb).encode("utf-8")
        assert sources(from_json(nb)) == sources(nb)


def test_any_damage_to_the_bytes_gives_a_valid_notebook():
    chance = random.Random(5)
    content = TEXT.encode()
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(damaged))
            damaged[at:at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        nb = from_bytes(bytes(damaged[:chance.choice([None, chance.randrange(len(damaged))])]))
        nbformat.validate(nb)
        nbformat.writes(nb).encode("utf-8")


@pytest.mark.parametrize("depth", [10, 200, 400, 600, 800, 950, 2_000, 100_000])
@pytest.mark.parametrize("where", [
    '{"cells": [{"cell_type": "code", "source": %s}]}',
    '{"cells": [{"cell_type": "code", "source": "a", "metadata": {"nbgrader": {"a": %s}}}]}',
    '{"cells": [{"cell_type": "code", "outputs": [{"output_type": "stream", "text": %s}]}]}',
    '{"cells": [%s]}', '{"cells": [], "metadata": {"nn_course_unreadable": %s}}'])
def test_values_nested_however_deeply_stop_nothing(where, depth):
    for nested in ("[" * depth + "]" * depth, '{"a": ' * depth + "1" + "}" * depth):
        nbformat.validate(from_bytes((where % nested).encode()))


def test_the_exporter_reads_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "sigmoid.ipynb"
    path.write_bytes(TEXT.encode("utf-16"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of nbconvert's own
        text, _ = SubmissionExporter().from_filename(str(path))
    assert sources(json_notebook(text)) == ["# Title", CODE, "raw"]


def json_notebook(text):
    return nbformat.reads(text, as_version=4)
