"""A package is kept when npm has written all of it, and not before."""

import base64
import hashlib
import io
import os
import tarfile

import pytest

from book.npm import NpmPackage, PackageMissingError

NAME = "thing-1.0.tgz"
# In place of npm: it writes into the folder that it is told, in two steps.
NPM = """#!/bin/sh
for option; do case $option in --pack-destination=*) into=${option#*=};; esac; done
head -c 50 whole.tgz > $into/%s
test ! -e %s || exit 3
%s
cp whole.tgz $into/%s
"""


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package, and a way to have npm give this command half way."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/one.js")
        member.size = 3
        archive.addfile(member, io.BytesIO(b"1;\n"))
    (tmp_path / "whole.tgz").write_bytes(file.getvalue())
    digest = base64.b64encode(hashlib.sha512(file.getvalue()).digest()).decode()

    def npm(half_way):
        program = tmp_path / "bin" / "npm"
        program.parent.mkdir(exist_ok=True)
        program.write_text(NPM % (NAME, NAME, half_way, NAME))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
        return NpmPackage("thing", "1.0", digest, title="Thing", needed_by="The tests")
    return npm


def test_while_it_is_fetched_nothing_is_in_its_place(package, tmp_path):
    package("true").unpack(tmp_path, tmp_path / "out", lambda name: name)  # the script looks
    assert (tmp_path / "out" / "one.js").read_text() == "1;\n"
    assert {path.name for path in tmp_path.glob("*.tgz")} == {NAME, "whole.tgz"}


def test_where_it_is_cut_off_nothing_is_left(package, tmp_path):
    before = set(tmp_path.iterdir())
    with pytest.raises(PackageMissingError, match=r"Thing 1\.0, which is not in .* yet"):
        package("exit 1").unpack(tmp_path, tmp_path / "out", lambda name: name)
    assert set(tmp_path.iterdir()) - before == {tmp_path / "bin"}
