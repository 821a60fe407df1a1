"""Intake: the notebook put in its place, whatever the folder holds."""

import bz2
import gzip
import io
import os
import random
import socket
import stat
import tarfile
import zipfile
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import parse_utc

from answercheck import wording
from answercheck.verdict import Finding
from grading.hand_ins import archives, candidates, walk
from grading.hand_ins.intake import is_in_place, put_all_in_place, put_in_place, take_in
from grading.hand_ins.reading import ASKED, UNREADABLE, read
from grading.hand_ins.restore import n_answered
from tests.grading.hand_ins import honest
from tests.grading.hand_ins.scripts import KINDS, script

NAME = "derivatives.ipynb"
ANSWER = nbformat.writes(new_notebook(cells=[new_code_cell("a = 'answer'")])).encode()
OTHER = nbformat.writes(new_notebook(cells=[new_code_cell("a = 'other'")])).encode()


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "submitted" / "ana" / "week1"
    path.mkdir(parents=True)
    return path


def content_of(folder):
    """The code of the notebook in its place; "nothing" of the notice that there was none."""
    path = put_in_place(folder, NAME)
    assert path == folder / NAME
    assert stat.S_ISREG(path.lstat().st_mode)
    with path.open("rb") as file:
        nb = read(file)
    return "nothing" if UNREADABLE in nb.metadata else nb.cells[0].source


def everything(folder):
    """Each path below a folder with its bytes."""
    return {path.relative_to(folder): path.read_bytes() if path.is_file() else None
            for path in folder.rglob("*")}


def write(folder, files):
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def packed(members, **options):
    """The bytes of a zip file with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def in_parts(content):
    """Packed as programs do it that use several processors."""
    return b"".join(gzip.compress(content[at:at + 512]) for at in range(0, len(content), 512))


def tarred(members, mode="w:gz", **options):
    """The bytes of a tar file with these members."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, **options) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), 1_700_000_000
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


LONG = f"{'a' * 90}/{'b' * 120}/{NAME}"


@pytest.mark.parametrize("files", [
    {NAME: ANSWER}, {NAME: ANSWER, "extra.ipynb": OTHER}, {"Derivatives.ipynb": ANSWER},
    {"DERIVATIVES.IPYNB": ANSWER}, {"my derivatives 😀 你好.ipynb": ANSWER},
    {"derivatives (1).ipynb": ANSWER, "notes.ipynb": OTHER}, {f"deep/er/{NAME}": ANSWER},
    {f"week1/{NAME}": ANSWER, "other.ipynb": OTHER},
    {f".ipynb_checkpoints/{NAME}": OTHER, "Derivatives.ipynb": ANSWER},
    {"work.zip": packed({NAME: ANSWER})}, {"WORK.ZIP": packed({NAME: ANSWER})},
    {"deep/work.zip": packed({f"a/b/{NAME}": ANSWER, "a/notes.ipynb": OTHER, "x.txt": b"x"})},
    {"work.zip": packed({f"__MACOSX/._{NAME}": b"\0", NAME: ANSWER})},
    {"work.zip": packed({NAME: ANSWER}, compression=zipfile.ZIP_DEFLATED)},
    {"a.zip": b"no zip", "b.zip": packed({"notes.txt": b""}), "c.zip": packed({NAME: ANSWER})},
    {"all.zip": packed({"ana/work.ZIP": packed({f"a/{NAME}": ANSWER}), "__MACOSX/._b.zip": b""})},
    {"all.zip": packed({"broken.zip": b"PK\x03\x04", "b.zip": packed({NAME: ANSWER})})},
    {f"{NAME}.gz": gzip.compress(ANSWER)}, {f"{NAME}.bz2": bz2.compress(ANSWER)},
    {"work.tar.gz": in_parts(tarred({"notes.txt": b"n" * 600, f"work/{NAME}": ANSWER}, "w"))},
    {"work.zip": packed({f"../../../../{NAME}": ANSWER})},
    {"work.zip": packed({f"/etc/{NAME}": ANSWER})},
    {f"{NAME}.new": b"mine", "Derivatives.ipynb": ANSWER},
    {"work.tar.gz": tarred({"notes.txt": b"n" * 600, f"work/{NAME}": ANSWER})},
    {"WORK.TGZ": tarred({NAME: ANSWER})}, {"work.tar": tarred({NAME: ANSWER}, "w")},
    {"work.tar.xz": tarred({NAME: ANSWER}, "w:xz")}, {"w.tbz2": tarred({NAME: ANSWER}, "w:bz2")},
    {"work.tgz": tarred({LONG: ANSWER}, format=tarfile.GNU_FORMAT)},
    {"work.tgz": tarred({LONG: ANSWER, "ä.txt": b""}, format=tarfile.PAX_FORMAT)},
    {"work.tgz": tarred({f"{'a' * 90}/{NAME}": ANSWER}, format=tarfile.USTAR_FORMAT)},
    {"all.zip": packed({"ana/work.tgz": tarred({NAME: ANSWER})})},
    {"all.tar": tarred({"work.zip": packed({NAME: ANSWER}), "a.txt": b""}, "w")},
    {"work.zip": tarred({NAME: ANSWER})}, {"work.tar.gz": packed({NAME: ANSWER})},
])
def test_the_nearest_notebook_is_found_and_what_was_handed_in_stays_as_it_was(folder, files):
    write(folder, files)
    before = everything(folder)
    outside = {path for path in folder.parents[2].rglob("*") if folder not in path.parents}
    assert content_of(folder) == "a = 'answer'"
    after = everything(folder)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) <= {Path(NAME)}
    assert {path for path in folder.parents[2].rglob("*") if folder not in path.parents} == outside


DEFLATED = packed({NAME: ANSWER * 50}, compression=zipfile.ZIP_DEFLATED)
TARRED, PLAIN_TAR = (tarred({NAME: ANSWER * 50}, mode) for mode in ("w:gz", "w"))


def with_bytes(content, at, new):
    return content[:at] + new + content[at + len(new):]


@pytest.mark.parametrize("files", [
    {}, {"notes.txt": b"text"}, {f".ipynb_checkpoints/{NAME}": ANSWER}, {"a.zip": b""},
    {"a.zip": b"PK\x03\x04"}, {"a.zip": packed({})}, {"a.zip": packed({"b.zip": b"PK\x03\x04"})},
    {"a.zip": DEFLATED[:len(DEFLATED) // 2]}, {"a.zip": with_bytes(DEFLATED, 60, b"\xff" * 40)},
    {"a.zip": with_bytes(DEFLATED, 0, bytes(30))}, {"a.zip": packed({NAME + "/": b""})},
    {"a.zip": DEFLATED.replace(b"derivatives", b"\xff\xfe\xfdivatives")[:-30]},
    {"a.zip": packed({NAME: ANSWER}, compression=zipfile.ZIP_BZIP2)},
    {"a.zip": with_bytes(DEFLATED, DEFLATED.index(b"PK\x01\x02") + 8, b"\x01\x00")},
    {"a.tgz": b"\x1f\x8b"}, {"a.tar": b""}, {"a.tgz": TARRED[:40]},
    {"a.tar": with_bytes(PLAIN_TAR, 124, b"-0000001000")},
    {"a.tar": with_bytes(PLAIN_TAR, 124, b"\xff" * 12)},
], ids=["empty folder", "no notebook", "a checkpoint", "empty zip file", "start of a zip",
        "no member", "start of a zip in a zip", "half a zip", "broken data", "broken header",
        "a folder in the zip", "broken names", "a method without bound", "encrypted",
        "start of a tar", "empty tar file", "a bit of a tar", "a size below 0 in a tar",
        "another size below 0"])
def test_without_a_notebook_there_is_a_notice_in_its_place(folder, files):
    write(folder, files)
    before = everything(folder)
    assert content_of(folder) == "nothing"
    assert set(everything(folder)) - set(before) == {Path(NAME)}


@pytest.mark.parametrize(("files", "said"), [
    ({}, "no notebook was handed in; derivatives.ipynb was expected"),
    ({"timestamp.txt": b"2026-03-01 12:00 UTC"},
     "no notebook was handed in; derivatives.ipynb was expected"),
    ({"timestamp.txt": b"no date"}, "no notebook was handed in; derivatives.ipynb was expected"),
    ({"work.rar": b"Rar!"}, "no notebook was handed in; derivatives.ipynb was expected: work.rar "
                            "cannot be read as one"),
    ({"work.tgz": b"damaged", "a/b.pdf": b"%PDF"},
     "no notebook was handed in; derivatives.ipynb was expected: work.tgz, a/b.pdf cannot be read "
     "as one")])
def test_the_notice_names_what_could_not_be_read(folder, files, said):
    write(folder, files)
    for _ in range(2):
        with put_in_place(folder, NAME).open("rb") as file:
            assert wording.reason(Finding.from_data(read(file).metadata[UNREADABLE])) == said


@pytest.mark.parametrize("seed", range(3))
def test_no_damage_to_an_archive_stops_the_intake(folder, seed):
    chance = random.Random(seed)
    for whole in [DEFLATED, TARRED, PLAIN_TAR[:6_000]] * 20:
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 10)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (folder / "work.zip").write_bytes(damaged)
        put_in_place(folder, NAME).unlink()


def test_of_a_zip_bomb_no_more_is_unpacked_than_may_be_graded(folder, monkeypatch):
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    write(folder, {"bomb.zip": packed({NAME: bytes(10**6)}, compression=zipfile.ZIP_DEFLATED)})
    assert put_in_place(folder, NAME).stat().st_size == 1001


@pytest.mark.parametrize("at", [124, 136])  # of the size and the date in a header
def test_of_a_damaged_tar_file_the_members_before_the_damage_are_read(folder, at):
    content = tarred({NAME: ANSWER, "b.txt": b""}, "w")
    write(folder, {"a.tar": with_bytes(content, content.index(b"b.txt") + at, b"\xff" * 11)})
    assert content_of(folder) == "a = 'answer'"


def test_of_a_tar_file_no_more_is_unpacked_than_there_is_room(folder, monkeypatch):
    monkeypatch.setattr(archives, "MAX_TOGETHER", 20_000)
    bomb = tarred({"a.txt": bytes(10**6), NAME: ANSWER})
    write(folder, {f"{number}.tgz": bomb for number in range(5)})
    assert content_of(folder) == "nothing"
    found = list(archives.archives(folder, sorted(folder.glob("*.tgz"))))
    assert sum(len(one.load()) for _, members in found for one in members.values()) < 20_000


def test_a_second_intake_changes_nothing(folder):
    write(folder, {"Derivatives.ipynb": ANSWER})
    put_in_place(folder, NAME)
    before = everything(folder)
    put_in_place(folder, NAME)
    assert everything(folder) == before


# --- Links and special files --------------------------------------------------------------------

@pytest.fixture
def gradebook(tmp_path):
    path = tmp_path / "gradebook.db"
    path.write_text("grades")
    return path


def test_a_link_is_replaced_by_a_note_and_what_it_leads_to_stays(folder, gradebook):
    (folder / NAME).symlink_to(gradebook)
    assert content_of(folder) == "nothing"
    assert gradebook.read_text() == "grades"
    assert str(gradebook) in (folder / f"{NAME}.removed.txt").read_text()


@pytest.mark.parametrize("target", ["..", "../../eva", "/", "nowhere", NAME, "/dev/zero"])
def test_no_link_is_followed(folder, target):
    eva = folder.parents[1] / "eva" / "week1"
    write(eva, {NAME: ANSWER})
    (folder / "sub").symlink_to(target)
    (folder / NAME).symlink_to(target)
    assert content_of(folder) == "nothing"
    assert not [path for path in folder.rglob("*") if path.is_symlink()]


@pytest.mark.parametrize("exists", [True, False])
def test_a_note_is_never_written_through_a_link(folder, gradebook, exists):
    target = gradebook if exists else gradebook.with_name("new.db")
    for number in range(5):  # folders are listed in any order
        (folder / f"{number}").symlink_to("nowhere")
        (folder / f"{number}.removed.txt").symlink_to(target)
    put_in_place(folder, NAME)
    assert gradebook.read_text() == "grades"
    assert target.exists() is exists


def test_a_note_takes_no_place_that_is_taken(folder):
    write(folder, {"a.removed.txt": b"mine", "a1.removed.txt/x": b"mine"})
    (folder / "a").symlink_to("nowhere")
    put_in_place(folder, NAME)
    assert (folder / "a.removed.txt").read_bytes() == b"mine"
    assert "nowhere" in (folder / "a2.removed.txt").read_text()


@pytest.mark.parametrize("name", ["x" * 255, "é" * 127, os.fsdecode(b"\xff\xfe"), "a\nb", " "])
def test_a_link_of_any_name_is_removed(folder, name):
    (folder / name).symlink_to(os.fsdecode(b"to/\xff"))
    assert content_of(folder) == "nothing"
    assert not os.path.lexists(folder / name)


def test_a_submission_that_is_a_link_to_anothers_is_nothing(folder):
    eva = folder.parents[1] / "eva" / "week1"
    write(eva, {NAME: ANSWER})
    folder.rmdir()
    folder.symlink_to("../eva/week1")
    before = everything(eva)
    assert content_of(folder) == "nothing"
    assert everything(eva) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]  # no note beside it
    note = (folder / f"{folder.name}.removed.txt").read_text()
    assert note == f"{folder.name} was a link to ../eva/week1; it was not read.\n"


def test_a_pipe_and_a_socket_are_removed_unread(folder, monkeypatch):
    os.mkfifo(folder / NAME)
    os.mkfifo(folder / "work.zip")
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(folder)  # the path of a socket has to be short
        server.bind("s.ipynb")
        assert content_of(folder) == "nothing"
    assert "a special file" in (folder / f"{NAME}.removed.txt").read_text()


# --- What stands in the way ---------------------------------------------------------------------

def test_a_folder_named_like_the_notebook_makes_room_and_keeps_its_files(folder):
    write(folder, {f"{NAME}/{NAME}": ANSWER, f"{NAME}.folder": b"mine"})
    assert content_of(folder) == "a = 'answer'"
    assert (folder / f"{NAME}1.folder" / NAME).read_bytes() == ANSWER
    assert (folder / f"{NAME}.folder").read_bytes() == b"mine"


@pytest.mark.parametrize("content", [
    b"yesterday", b"\xff\xfe", b"2020-99-99", b"1 2 3 4", b"a b c", b"9" * 500, b"x" * 10**6,
    b"2020-01-01 00:00:00 99999999999999999999", b"2020-01-01 00:00:00 " + b"9" * 400])
def test_a_date_that_nbgrader_cannot_read_is_set_aside(folder, content):
    write(folder, {"timestamp.txt": content, NAME: ANSWER})
    assert content_of(folder) == "a = 'answer'"
    assert not (folder / "timestamp.txt").exists()
    assert (folder / "timestamp.txt.unreadable").read_bytes() == content


@pytest.mark.parametrize("content", [b"2026-03-01 12:00:00 UTC", b"2026-03-01 12:00:00\n", b""])
def test_a_date_that_nbgrader_can_read_stays(folder, content):
    write(folder, {"timestamp.txt": content})
    put_in_place(folder, NAME)
    assert (folder / "timestamp.txt").read_bytes() == content


@pytest.mark.parametrize("content", [
    b"2026-03-01 12:00:00 CEST", b"2026-03-01 12:00:00 +0200",
    "2026-03-01 10:00:00 UTC".encode("utf-16")])
def test_a_date_that_nbgrader_would_read_wrongly_is_written_so_that_it_does_not(folder, content):
    write(folder, {"timestamp.txt": content})
    put_in_place(folder, NAME)
    put_in_place(folder, NAME)
    assert parse_utc((folder / "timestamp.txt").read_text().strip()) == datetime(2026, 3, 1, 10)
    assert (folder / "timestamp.txt.as-handed-in").read_bytes() == content
    assert len(list(folder.glob("timestamp*"))) == 2


def test_a_folder_in_the_place_of_the_date_is_set_aside(folder):
    write(folder, {"timestamp.txt/a": b"x"})
    put_in_place(folder, NAME)
    assert (folder / "timestamp.txt.unreadable" / "a").read_bytes() == b"x"


def test_a_folder_that_cannot_be_written_to_is_left_without_half_a_notebook(folder, monkeypatch):
    write(folder, {"Derivatives.ipynb": ANSWER})
    monkeypatch.setattr(candidates, "MAX_BYTES", "not a number")
    before = everything(folder)
    with pytest.raises(TypeError):
        put_in_place(folder, NAME)
    assert everything(folder) == before


def test_of_a_folder_without_bounds_plain_nbgrader_gets_the_notebook_alone(tmp_path, monkeypatch):
    folder = tmp_path / "week1"
    write(folder, {NAME: ANSWER, "a/b/c/d.txt": b"x", "timestamp.txt": b"2026-03-01"})
    (folder / "a" / "b" / "c" / "link").symlink_to("/etc/passwd")
    monkeypatch.setattr(walk, "MAX_DEPTH", 2)
    take_in([NAME], [str(folder / NAME)])
    assert everything(folder) == {Path(NAME): ANSWER, Path("timestamp.txt"): b"2026-03-01"}
    assert (tmp_path / ".week1.as-handed-in" / "a" / "b" / "c" / "d.txt").read_bytes() == b"x"


def test_plain_nbgrader_is_not_handed_a_notebook_whose_name_is_no_text(tmp_path):
    folder = tmp_path / "week1"
    write(folder, {os.fsdecode(b"d\xe9rivatives.ipynb"): ANSWER})
    notebooks = [str(path) for path in folder.iterdir()]
    take_in([NAME], notebooks)
    assert notebooks == [str(folder / NAME)]


def test_of_very_many_notebooks_the_one_of_the_right_name_is_found(folder, monkeypatch):
    monkeypatch.setattr(candidates, "MAX_NOTEBOOKS", 3)
    others = {f"a/{number}.ipynb": OTHER for number in range(10)}
    write(folder, {"work.zip": packed({**others, f"z/{NAME}": ANSWER})})
    assert content_of(folder) == "a = 'answer'"
    (folder / NAME).unlink()
    write(folder, {**others, f"z/{NAME}": ANSWER.replace(b"answer", b"loose")})
    assert content_of(folder) == "a = 'loose'"


def test_of_zip_files_in_zip_files_no_more_are_opened_than_a_portal_makes(folder):
    inside = {f"{number}.zip": packed({"notes.txt": b""}) for number in range(archives.MAX_INNER)}
    write(folder, {"all.zip": packed({**inside, "last.zip": packed({NAME: ANSWER})})})
    assert content_of(folder) == "nothing"


def test_a_zip_file_of_too_many_members_is_passed_over_and_another_is_found(folder, monkeypatch):
    monkeypatch.setattr(archives, "MAX_MEMBERS", 10)
    write(folder, {"a.zip": packed({f"{number}.ipynb": OTHER for number in range(11)}),
                   "b.zip": packed({NAME: ANSWER})})
    assert content_of(folder) == "a = 'answer'"


def test_plain_nbgrader_is_handed_the_notebook_that_was_put_in_place(tmp_path):
    folder = tmp_path / "week1_derivatives"
    write(folder, {"Derivatives.ipynb": ANSWER})
    notebooks = [str(folder / "Derivatives.ipynb")]
    take_in([NAME], notebooks)
    assert notebooks == [str(folder / "Derivatives.ipynb"), str(folder / NAME)]
    take_in([NAME], notebooks)
    assert len(notebooks) == 2


def test_of_two_notebooks_each_gets_the_file_that_is_named_like_it(tmp_path):
    folder = tmp_path / "week"
    write(folder, {"Part One (final).ipynb": b"1", "Part two.ipynb": b"2"})
    placed = put_all_in_place(folder, ["part_one.ipynb", "part_two.ipynb"])
    assert [path.read_bytes() for path in placed] == [b"1", b"2"]


def test_one_of_two_notebooks_that_is_missing_stays_missing(tmp_path):
    folder = tmp_path / "week"
    write(folder, {"part_one.ipynb": b"1", "part_one copy.ipynb": b"1"})
    assert put_all_in_place(folder, ["part_one.ipynb", "part_two.ipynb"]) == {
        folder / "part_one.ipynb": []}


def test_where_neither_of_two_notebooks_was_handed_in_both_say_so(tmp_path):
    folder = tmp_path / "week"
    write(folder, {"essay.txt": b"text"})
    placed = put_all_in_place(folder, ["part_one.ipynb", "part_two.ipynb"])
    assert ["no notebook was handed in" in path.read_text() for path in placed] == [True, True]


# --- Which of several files is graded -----------------------------------------------------------

WEEK = honest.WEEKS[0]
LATER = 1_700_000_000


def notebook_with(n_answers, word=""):
    """The bytes of week 1's notebook with the first answers given."""
    notebook, left = honest.honest(WEEK), n_answers
    for cell in notebook.cells:
        if honest.mark(cell, "solution"):
            if left <= 0:
                cell.source = honest.definition(WEEK).cells[honest.grade_id(cell)].source
            left -= 1
    notebook.cells.append(new_code_cell(f"'{word}'"))
    return nbformat.writes(notebook).encode()


OPEN, HALF, FULL = (notebook_with(n, word) for n, word in
                    [(0, "open"), (3, "half"), (99, "full")])
OTHER_FULL = notebook_with(99, "other")


def graded(folder):
    """Which of the notebooks above is graded, and the codes of what is said about it."""
    (path, notes), = put_all_in_place(folder, [NAME], lambda name: honest.definition(WEEK)).items()
    with path.open("rb") as file:
        notebook = read(file)
    return (notebook.cells[-1].source.strip("'") if UNREADABLE not in notebook.metadata
            else "nothing"), [note.code for note in notes]


def dated(path, seconds):
    os.utime(path, (LATER + seconds, LATER + seconds))


def zipped(members, date=(2024, 5, 1, 12, 0, 0)):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, date), content)
    return file.getvalue()


@pytest.mark.parametrize("files", [
    {NAME: OPEN, "derivatives (1).ipynb": FULL}, {NAME: b"", "derivatives (1).ipynb": FULL},
    {NAME: FULL[:5000], "derivatives-Copy1.ipynb": FULL},
    {NAME: OPEN, "work.zip": zipped({NAME: FULL})},
    {NAME: OPEN, "x.zip": zipped({f".ipynb_checkpoints/{NAME}": OTHER_FULL, f"a/{NAME}": FULL})},
    {"derivatives_old.ipynb": HALF, "derivatives_final_v2.ipynb": FULL},
    {"derivatives_old.ipynb": OTHER_FULL, "derivatives_final_v2.ipynb": FULL},
    {"derivatives_final.ipynb": OPEN, "quite another name.ipynb": FULL},
    {"x.zip": zipped({".ipynb_checkpoints/derivatives-checkpoint.ipynb": OPEN,
                      "deep/derivatives.ipynb": FULL})},
    {"derivatives.ipynb.txt": FULL}, {"derivatives.ipynb.json": FULL}, {"derivatives.json": FULL},
    {"derivatives.txt": FULL}, {"derivatives.ipynb (1)": FULL}, {NAME: OPEN, "a.json": FULL},
    {NAME: b"\0" * 5000, "derivatives.ipynb.txt": FULL}, {"x.zip": zipped({f"{NAME}.txt": FULL})},
])
def test_an_answered_notebook_is_graded_and_never_the_open_one_beside_it(folder, files):
    write(folder, files)
    content, notes = graded(folder)
    assert (content, notes[:1]) == ("full", ["file_taken"])
    handed_in = {content for content in everything(folder).values() if content is not None}
    assert set(files.values()) <= handed_in  # nothing is lost
    before = everything(folder)
    assert graded(folder) == (content, notes)
    assert everything(folder) == before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("beside", [{}, {NAME: OPEN}, {NAME: b""}])
def test_a_script_with_the_answers_is_graded_where_no_notebook_is_answered(folder, kind, beside):
    write(folder, {"derivatives.py": script(kind, WEEK), **beside})
    assert graded(folder)[1] == ["file_taken"]
    with (folder / NAME).open("rb") as file:
        notebook = read(file)
    assert n_answered(notebook, honest.definition(WEEK)) >= len(honest.answers(WEEK))
    assert graded(folder)[1] == ["file_taken"]


def test_a_script_beside_an_answered_notebook_is_not_graded(folder):
    write(folder, {NAME: HALF, "derivatives.py": script("plain", WEEK)})
    dated(folder / NAME, -9999)
    assert graded(folder) == ("half", ["files_beside"])
    write(folder, {"utils.py": b"def helper(): ...", "derivatives.py": b"x = 1"})
    assert graded(folder) == ("half", [])


@pytest.mark.parametrize("n_scripts", [12, 400])
def test_among_many_scripts_alike_in_name_the_notebook_is_found(folder, n_scripts):
    write(folder, {"my work.ipynb": FULL, **{
        f"derivatives_{number}.py": b"def helper(): ..." for number in range(n_scripts)}})
    assert graded(folder) == ("full", ["file_taken"])


def test_a_script_without_answers_does_not_hide_that_the_notebook_is_damaged(folder):
    write(folder, {"Derivatives.ipynb": FULL[:5000], "utils.py": b"def helper(): ..."})
    put_all_in_place(folder, [NAME])
    assert (folder / NAME).read_bytes() == FULL[:5000]


@pytest.mark.parametrize(("first", "second"), [(0, 3600), (3600, 0)])
def test_of_two_answered_notebooks_the_newer_counts_and_both_are_named(folder, first, second):
    write(folder, {NAME: OTHER_FULL, "derivatives (1).ipynb": FULL})
    dated(folder / NAME, first)
    dated(folder / "derivatives (1).ipynb", second)
    expected = (("full", ["file_taken", "files_beside"]) if second > first
                else ("other", ["files_beside"]))
    assert graded(folder) == expected
    assert graded(folder) == expected


def test_of_two_that_were_saved_at_the_same_time_the_one_with_more_answers_counts(folder):
    write(folder, {NAME: HALF, "derivatives-Copy1.ipynb": FULL})
    assert graded(folder) == ("full", ["file_taken", "files_beside"])


def test_the_dates_in_a_zip_file_count(folder):
    write(folder, {"x.zip": zipped({"derivatives_1.ipynb": OTHER_FULL}, (2024, 5, 1, 12, 0, 0)),
                   "y.zip": zipped({"derivatives_2.ipynb": FULL}, (2024, 5, 2, 12, 0, 0))})
    assert graded(folder) == ("full", ["file_taken", "files_beside"])


def test_a_copy_of_what_is_graded_is_not_worth_a_word(folder):
    write(folder, {NAME: FULL, "derivatives (1).ipynb": FULL, "notes.ipynb": ANSWER, "a.txt": b"{"})
    dated(folder / NAME, -9999)
    before = everything(folder)
    assert graded(folder) == ("full", [])
    assert everything(folder) == before


@pytest.mark.parametrize("before", [{}, {"work.zip": zipped({NAME: OPEN})},
                                    {"derivatives (1).ipynb": HALF}, {NAME: OPEN}, {NAME: b""},
                                    {"work.zip": b"damaged"}, {"Derivatives.ipynb": b"{damaged"}])
@pytest.mark.parametrize("later", [{"work.zip": zipped({NAME: FULL}, (2099, 1, 1, 0, 0, 0))},
                                   {"derivatives (1).ipynb": FULL},
                                   {"derivatives_final.ipynb": FULL}])
def test_what_is_handed_in_after_the_first_grading_counts(folder, before, later):
    write(folder, before)
    for path in folder.iterdir():
        dated(path, 0)
    assert graded(folder)[0] != "full"
    write(folder, later)
    assert graded(folder)[0] == "full"


def test_a_hand_in_that_is_in_place_is_left_as_it_is(folder):
    write(folder, {NAME: FULL, "data/points.csv": b"1", "timestamp.txt": b"2026-03-01 12:00 UTC"})
    before = everything(folder)
    assert is_in_place(folder, [NAME])
    assert graded(folder) == ("full", [])
    assert everything(folder) == before


@pytest.mark.parametrize("files", [
    {}, {"derivatives (1).ipynb": FULL}, {NAME: FULL, "x.zip": zipped({NAME: HALF})},
    {NAME: FULL, "timestamp.txt": b"2026-03-01 12:00 CEST"}, {NAME: FULL, "timestamp.txt": b"no"},
    {f"{NAME}/inner.txt": b"", "derivatives (1).ipynb": FULL}])
def test_what_intake_changes_is_not_in_place(folder, files):
    write(folder, files)
    before = everything(folder)
    assert not is_in_place(folder, [NAME])
    assert everything(folder) == before


def test_a_hand_in_with_a_link_is_not_in_place(folder, tmp_path):
    write(folder, {NAME: FULL})
    (folder / "elsewhere").symlink_to(tmp_path)
    assert not is_in_place(folder, [NAME])


def test_what_was_put_in_place_stays_when_its_source_is_gone(folder):
    write(folder, {"work.zip": zipped({NAME: FULL})})
    assert graded(folder)[0] == "full"
    (folder / "work.zip").unlink()
    assert graded(folder) == ("full", [])


def test_the_kernel_that_was_asked_for_is_known_after_the_intake(folder):
    notebook = new_notebook(cells=[new_code_cell("1")], metadata={
        "kernelspec": {"name": "ir", "language": "R", "display_name": "R"}})
    write(folder, {"Derivatives.ipynb": nbformat.writes(notebook).encode()})
    with put_in_place(folder, NAME).open("rb") as file:
        assert read(file).metadata[ASKED] == {"name": "ir", "language": "R"}
