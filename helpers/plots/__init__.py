"""Figures of the course: each a function that is called once and returns its Axes.

Import every figure from here, as `plots.NAME`; there is a package for each week.
"""

from helpers.plots import shared, start, week1, week2, week3, week4
from helpers.plots.play import play
from helpers.plots.shared import *  # noqa: F403 - each package's __all__ says what it has
from helpers.plots.start import *  # noqa: F403
from helpers.plots.week1 import *  # noqa: F403
from helpers.plots.week2 import *  # noqa: F403
from helpers.plots.week3 import *  # noqa: F403
from helpers.plots.week4 import *  # noqa: F403

__all__ = ["play"]
__all__ += shared.__all__
__all__ += start.__all__
__all__ += week1.__all__
__all__ += week2.__all__
__all__ += week3.__all__
__all__ += week4.__all__
