"""How the inputs of this assignment's exercises are drawn.

`NAME_visible` draws the cases that students are given with the notebook, `NAME_hidden` those that
grading uses. Students read the labels, so they tell nothing about the numbers.
"""

from answercheck.cases import case


def mean_squared_error_visible(rng):
    return (
        case("four values", rng.normal(size=4), rng.normal(size=4)),
        case("ten values", rng.normal(size=10), rng.normal(size=10)),
    )


def mean_squared_error_hidden(rng):
    exact = rng.normal(size=6)
    return (
        case("one value", rng.normal(size=1), rng.normal(size=1)),
        case("seven values", rng.normal(size=7), rng.normal(size=7)),
        case("large values", rng.normal(0, 1000, 12), rng.normal(0, 1000, 12)),
        case("a perfect prediction", exact, exact.copy()),
        case("many values", rng.normal(size=300), rng.normal(size=300)),
    )
