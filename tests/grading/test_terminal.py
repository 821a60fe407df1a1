"""Untrusted text on a terminal and in the log."""

import io

import pytest
from traitlets.config import Application, Config

from grading.configuration import configure
from grading.course.logs import logged
from grading.terminal import printable


@pytest.mark.parametrize("text", ["\x1b[31mred", "\x1b]0;title\x07", "a\rb", "a\x08b", "\x9b2J",
                                  "\u202eevil", "a\nb", "\ud800"])
def test_what_would_act_on_a_terminal_is_replaced(text):
    assert printable(text).isprintable()
    assert len(printable(text)) == len(text)


def test_other_text_stays():
    assert printable("Grüße, 你好 😀 [red]x[/]") == "Grüße, 你好 😀 [red]x[/]"


def test_the_log_holds_lines_but_no_escapes(tmp_path):
    with logged(tmp_path / "a.log") as (logger, _):
        logger.info("student %s\n  second line\x1b[2J", "\x1b]0;x\x07ada")
    text = (tmp_path / "a.log").read_text()
    assert "\x1b" not in text
    assert text.count("\n") == 2


def test_plain_nbgraders_messages_act_on_no_terminal(tmp_path):
    config = Config()
    configure(config)
    app = Application(config=config)
    said = io.StringIO()
    app.log.handlers[0].stream = said
    app.log.warning("Copying %s", "a\x1b[31mb\x9b2J.txt")
    assert "Copying a" in said.getvalue()
    assert not set(said.getvalue()) & {"\x1b", "\x9b"}
