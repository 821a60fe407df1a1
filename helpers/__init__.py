"""What the notebooks of this course import: data, images, activations, training bars and figures.

An answer may use anything that can be imported here, just as it may use numpy:
`activations.sigmoid(z)[0]` is a right answer to an exercise that asks for the sigmoid.
"""

from pathlib import Path

from answercheck.translation import add_catalogue

for _domain in ("helpers", "exercises"):  # `exercises`: known mistakes and labels of cases
    add_catalogue(_domain, Path(__file__).parent / "locale")
