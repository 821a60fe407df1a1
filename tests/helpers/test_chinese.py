"""What the helpers say in Chinese: hints, bars, errors, and what they register for verdicts."""

import re

import numpy as np
import pytest
from babel.messages.pofile import read_po

from answercheck import registry
from answercheck.translation import in_language, translate
from answercheck.verdict import finding
from answercheck.wording import sentence
from helpers import factors, hints, images, scoring  # noqa: F401 - two of them only register
from helpers.progress import Bar, Steps, TrainingStopped, training_bar
from tests.helpers.test_hints import RIGHT, WRONG
from tests.this_course import COURSE

HAN = "[\u4e00-\u9fff]"
CODE = {"notebook", "numpy", "int", "list", "NoneType", "mean", "sum", "axis", "photo", "png",
        "JPEG", "PNG"}


def assert_chinese(said):
    assert re.search(HAN, said)
    assert set(re.findall("[A-Za-z]{2,}", re.sub(r"/\S+", "", said))) - CODE == set()


@pytest.mark.parametrize(("name", "answer", "english"), WRONG)
def test_every_hint_is_given_in_chinese(name, answer, english, capsys):
    with in_language("zh_CN"):
        getattr(hints, name)(*RIGHT[name][0], answer)
    said = capsys.readouterr().out.strip()
    assert said.startswith("✗ 还不对：")
    assert_chinese(said)


@pytest.mark.parametrize(("answer", "said"), [
    (..., "✎ 请在省略号的位置写上你的表达式。"),
    (None, "✗ 还不对：这里应当是由数组成的 numpy 数组，而你的类型是 NoneType。"),
    (np.array([[2, 3], [6, 11]]), "✓ 正确。")])
def test_the_first_words_of_a_hint_are_chinese(answer, said, capsys):
    with in_language("zh_CN"):
        hints.last_two_columns(*RIGHT["last_two_columns"][0], answer)
    assert capsys.readouterr().out.strip() == said


def test_a_bar_is_in_the_language_in_which_it_is_shown():
    bar = Bar(1000)
    bar.n_done, bar.cost = 250, 0.312
    with in_language("zh_CN"):
        assert bar.text() == "训练：250/1000，代价 0.3120"
        assert Steps([1, 2], "my own").bar.text() == "my own：0/2"
    assert bar.text() == "training: 250 of 1000, cost 0.3120"


def test_a_training_that_is_stopped_says_so_in_chinese():
    with (in_language("zh_CN"), pytest.raises(TrainingStopped, match=r"^在第 0 次迭代") as stopped,
          training_bar(9)):
        raise KeyboardInterrupt
    assert_chinese(str(stopped.value))


def test_a_photo_that_is_not_there_is_missed_in_chinese(tmp_path):
    with in_language("zh_CN"), pytest.raises(images.PhotoError) as missed:
        images.load_photo(tmp_path / "photo.png")
    assert_chinese(str(missed.value))


@pytest.mark.parametrize("code", sorted(registry.WORDS))
def test_the_words_of_every_scorer_are_chinese(code):
    found = finding(code, "W", spread=0.1, expected=0.2, cost=0.5, limit=0.4)
    with in_language("zh_CN"):
        assert_chinese(sentence(found))


@pytest.mark.parametrize("name", sorted(registry.FACTORS))
def test_every_factor_has_a_chinese_name(name):
    with in_language("zh_CN"):
        assert_chinese(translate(name))
        only_one = sentence(finding("right_for_one_only", quantity=name))
    assert not registry.FACTORS[name].only_one or re.search(HAN, only_one)


@pytest.mark.parametrize("domain", ["answercheck", "helpers"])
def test_a_translation_has_chinese_punctuation_and_spaces(domain):
    with (COURSE / f"locale/zh_CN/{domain}.po").open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        if not message.id:
            continue
        said = message.string[0] if isinstance(message.string, tuple) else message.string
        said = re.sub("`[^`]*`", "`x`", said)
        assert not re.findall(f"{HAN}[,:;?!()]|[,:;?!()]{HAN}", said), said
        assert not re.findall(f"{HAN}[A-Za-z0-9`]|[A-Za-z0-9`]{HAN}", said), said
        assert not re.findall(f"{HAN} {HAN}| [，。：；、（）]|[，。：；、（）] ", said), said
