"""Attacks on whoever looks at a submission are found, and harmless text is not taken for one."""

import pytest

from tests.adversarial.active_content import (
    ACT,
    acting_files,
    acting_in_page,
    acting_in_terminal,
    formulas,
)


@pytest.mark.parametrize(("page", "found"), [
    (f"<script>{ACT}()</script>", ["page: script"]),
    (f"<img src=x onerror={ACT}()>", ["page: img onerror"]),
    (f'<a href=" javascript:{ACT}()">x</a>', ["page: a href"]),
    (f'<iframe srcdoc="{ACT}"></iframe>', ["page: iframe srcdoc"]),
    (rf"<p>$\href{{javascript:{ACT}()}}{{x}}$</p>", ["page: formula"]),
    (f"<p>&lt;script&gt;{ACT}()&lt;/script&gt; javascript:{ACT}</p>", []),
])
def test_what_acts_in_a_page_is_found(page, found):
    assert acting_in_page(page) == found


def test_what_acts_in_a_table_a_folder_or_a_terminal_is_found(tmp_path):
    (tmp_path / "picture.SVG").touch()
    table = tmp_path / "table.csv"
    table.write_text("student,score\n=1+1,-0.5\n'=1+1,3\n")
    assert formulas(table) == ["=1+1"]
    assert acting_files(tmp_path) == ["file: picture.SVG"]
    assert acting_in_terminal(f"\x1b]0;{ACT}\x07")
    assert not acting_in_terminal(f"\\x1b]0;{ACT}")
