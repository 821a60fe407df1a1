"""What a translation must have in common with its original."""

import pytest

from grading.translation.checks import differences


@pytest.mark.parametrize(("text", "translation"), [
    ("At $a = 2$ the slope of $f$ is 4.", "$f$ 在 $a=2$ 处的斜率是 4。"),
    ("$$7 \\text{ ones of } 10$$", "$$7 \\text{ 个 1，共 } 10$$"),
    ("Take `X[:, 0]` and [go on](1).", "[继续](1)，取 `X[:, 0]`。"),
    ("**Time:** about 30 minutes.", "**用时**：约 30 分钟。"),
    ("a *cheap* price", "便宜的价格"),
    ("{n:.2f} of {m}", "{m} 中的 {n:.2f}"),
    ("{date:%Y-%m-%d} at {date:%H:%M}", "{date:%Y} 年 {date:%m} 月 {date:%d} 日 {date:%H:%M}"),
    ("%(points)s of %(possible)s", "共 %(possible)s 分，得 %(points)s 分"),
    ("a^{[1]} is a formula in prose only", "a^{[1]} 只是文字"),
    ("1. A price", "1. 价格"), ("It costs $5 and $6 each.", "它们分别要 $5 和 $6。"),
    ("one<br>two", "一<br>二")])
def test_a_good_translation_differs_in_nothing(text, translation):
    assert differences(text, translation) == []


@pytest.mark.parametrize(("text", "translation", "said"), [
    ("At $a = 2$.", "在 $a = 3$ 处。", "formulas differ: $a=2$ is missing, $a=3$ is new"),
    ("$\\frac{1}{m}$", "$\\frac{1}{n}$", "formulas differ"),
    ("$x$ and $x$", "$x$", "formulas differ: $x$ is missing"),
    ("Take `a`.", "取 a。", "inline code differ: `a` is missing"),
    ("[go on](1), [or](2)", "[继续](1)，[或](1)", "links differ: […](2) is missing"),
    ("[go on](1)", "[继续]（1）", "links differ"),
    ("{n} of {m}", "{n} 个", "fields differ: {m} is missing"),
    ("{n:.2f} nats", "{n} 奈特", "fields differ"),
    ("one<br>two", "一二", "tags differ: <br> is missing"),
    ("**“A”** is first", "**“甲”**排第一", "stars that are shown differ"),
    ("In 2012 it won.", "2012. 它赢了。", "what it is as Markdown differ"),
    ("So be it.", "# 就这样", "what it is as Markdown differ")])
def test_what_differs_is_said(text, translation, said):
    assert said in "; ".join(differences(text, translation))
