"""Broadcasting: the cells that numpy would make."""

from helpers import plots


def numbers_drawn(ax):
    return [text.get_text() for text in ax.texts if text.get_text().isdigit()]


def test_a_column_and_a_row_are_stretched_into_a_table():
    ax = plots.broadcasting((2, 1), (1, 3))
    assert ax.get_title().endswith("gives (2, 3)")
    assert numbers_drawn(ax) == ["10", "10", "10", "20", "20", "20",  # the column, used 3 times
                                 "1", "2", "3", "1", "2", "3",
                                 "11", "12", "13", "21", "22", "23"]


def test_numbers_that_are_used_again_are_pale():
    ax = plots.broadcasting((2, 1), (1, 3))
    pale = [text for text, cell in zip(numbers_drawn(ax), ax.patches, strict=True)
            if cell.get_alpha() < 0.3]
    assert pale == ["10", "10", "20", "20", "1", "2", "3"]


def test_incompatible_shapes_have_no_sum():
    ax = plots.broadcasting((2, 3), (2,))
    assert "incompatible" in ax.get_title()
    assert len(numbers_drawn(ax)) == 6 + 2


def test_one_number_is_added_to_every_cell():
    assert numbers_drawn(plots.broadcasting((2,), ()))[-2:] == ["11", "21"]
