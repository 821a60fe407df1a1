"""Turn a photo of a handwritten digit into an image like those of the course.

The photo is made grey, dark ink becomes large values, and the ink is cropped, scaled to 20 x 20 and
centred by its centre of mass in 28 x 28, as was done to the digits that the network was trained on.
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from answercheck.translation import translate as _

SIDE = 28        # pixels of a finished image, each way
INK_SIDE = 20    # its ink, along the longer side
MAX_PIXELS = 100_000_000  # phones take 12 to 50 million; more is a mistake or an attack
LINE_WIDTH = 2.5  # pixels, at least; the median of the course's digits is 2.7
WORKING_SIDE = 600  # a photo is first reduced to this, which removes noise but keeps the strokes
MIN_CONTRAST = 30   # grey levels of 255 between paper and ink


class PhotoError(ValueError):
    """A photo that cannot become a digit; the message says what to do."""


class PhotoNotFoundError(PhotoError, FileNotFoundError):
    """There is no such file."""


class NotAnImageError(PhotoError):
    """The file is there, but Pillow cannot read an image from it."""


class EmptyPageError(PhotoError):
    """The photo shows no ink that stands out from the paper."""


class PhotoTooLargeError(PhotoError):
    """The photo has more pixels than any phone produces."""


def load_photo(path: str | Path) -> np.ndarray:
    """Your own digit, ready for a model that was trained on the digits of the course.

    Write one digit in pencil or pen on light paper, with nothing else in the picture; a screenshot
    of white on black works as well.

    Parameters
    ----------
    path : str or Path
        Any image that Pillow reads, of any size and mode.

    Returns
    -------
    uint8 array, shape (28, 28)
        0 is paper, 255 is ink; the ink fits into 20 x 20.

    Raises
    ------
    PhotoNotFoundError, NotAnImageError, EmptyPageError, PhotoTooLargeError
        All of them are PhotoErrors.
    """
    grey = _grey(_open(Path(path)))
    ink = _ink(grey, Path(path).name)
    return _centred(_fitted(ink))


def _open(path: Path) -> Image.Image:
    """The photo, upright and no larger than necessary; any failure raises a PhotoError."""
    if not path.is_file():
        raise PhotoNotFoundError(_(
            "There is no file {path}: put your photo beside this notebook and write its full name, "
            "with the extension.").format(path=path))
    try:
        with Image.open(path) as photo:
            if photo.width * photo.height > MAX_PIXELS:
                raise PhotoTooLargeError(_(
                    "{photo} has {width} x {height} pixels: save it smaller, 1000 x 1000 is "
                    "plenty.").format(photo=path.name, width=photo.width, height=photo.height))
            photo.draft("L", (WORKING_SIDE, WORKING_SIDE))  # a smaller JPEG decodes faster
            photo.load()
            return ImageOps.exif_transpose(photo)
    except Image.DecompressionBombError as error:
        raise PhotoTooLargeError(_(
            "{photo} has far too many pixels: save it smaller, 1000 x 1000 is plenty.").format(
                photo=path.name)) from error
    except PhotoError:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAnImageError(_(
            "{photo} is not an image, or only part of one: save the photo again as JPEG or "
            "PNG.").format(photo=path.name)) from error


def _grey(photo: Image.Image) -> np.ndarray:
    """Brightness, float (h, w), 0 black to 255 white; transparent pixels count as white paper."""
    if photo.mode.startswith(("I", "F")):
        # Pillow clips 16-bit pixels at 255 instead of scaling them, so they are scaled here.
        levels = np.asarray(photo, dtype=float)
        full = 255.0 if levels.max() <= 255 else 65535.0
        photo = Image.fromarray(np.clip(levels / full * 255, 0, 255).astype(np.uint8))
    if photo.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in photo.info:
        photo = photo.convert("RGBA")
        photo = Image.alpha_composite(Image.new("RGBA", photo.size, "white"), photo)
    photo = photo.convert("RGB").convert("L")
    photo.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.BOX, reducing_gap=2)
    if min(photo.size) >= 200:  # large enough that a pencil line survives and a speck does not
        photo = photo.filter(ImageFilter.MedianFilter(3))
    return np.asarray(photo, dtype=float)


def _ink(grey: np.ndarray, name: str) -> np.ndarray:
    """How much ink each pixel holds, float (h, w) from 0 to 1, cropped to where there is some.

    The brightness of the paper is estimated and subtracted, so that a shadow on the page is not
    mistaken for ink.
    """
    rim = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    # The border of the picture is paper; if it is darker than the middle, the ink is bright.
    paper = np.median(rim)
    if paper < (grey.min() + grey.max()) / 2 and grey.max() - paper > MIN_CONTRAST:
        grey = 255.0 - grey
    ink = np.clip(_paper(grey) - grey, 0, None)
    darkest = np.percentile(ink, 99.8) if ink.size > 1000 else ink.max()
    darkest = max(darkest, 0.6 * ink.max())
    if darkest < MIN_CONTRAST:
        raise EmptyPageError(_(
            "{photo} shows no ink that stands out from the paper: write darker, or take the photo "
            "from closer up and in more light.").format(photo=name))
    ink = np.clip(ink / darkest, 0, 1)
    ink[ink < 0.25] = 0  # the paper's grain
    rows, columns = np.nonzero(ink)
    return ink[rows.min(): rows.max() + 1, columns.min(): columns.max() + 1]


def _paper(grey: np.ndarray) -> np.ndarray:
    """Brightness of the paper without the ink, (h, w): a plane fitted to the bright pixels."""
    h, w = grey.shape
    y, x = np.mgrid[0:h, 0:w]
    at = np.stack([np.ones(grey.size), x.ravel() / w, y.ravel() / h], axis=1)
    keep = np.ones(grey.size, dtype=bool)
    for _round in range(5):  # fit a plane, leave out the pixels well below it, fit again
        plane = at @ np.linalg.lstsq(at[keep], grey.ravel()[keep], rcond=None)[0]
        rest = grey.ravel() - plane
        keep = rest > -max(3.0, rest[keep].std())
    return plane.reshape(h, w)


def _fitted(ink: np.ndarray) -> np.ndarray:
    """The ink scaled so that its longer side is 20 pixels, float (h, w) from 0 to 1."""
    h, w = ink.shape
    scale = INK_SIDE / max(h, w)
    size = (max(1, round(w * scale)), max(1, round(h * scale)))
    picture = Image.fromarray((255 * ink).astype(np.uint8))
    missing = round((LINE_WIDTH / scale - _line_width(ink > 0.5)) / 2)  # pixels, on each side
    if missing > 0:
        # A pencil line is thinner than the strokes in MNIST, and would fade when scaled down.
        picture = picture.filter(ImageFilter.MaxFilter(2 * missing + 1))
    small = np.asarray(picture.resize(size, Image.Resampling.BOX), dtype=float)
    return small / small.max()


def _line_width(inked: np.ndarray) -> float:
    """Width in pixels of the line drawn in a bool array (h, w).

    A line of length l and width t has about t·l pixels, 2·l of them on its border.
    """
    padded = np.pad(inked, 1)
    inside = (padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:])
    border = max(int(np.count_nonzero(inked & ~inside)), 1)
    return 2 * int(np.count_nonzero(inked)) / border


def _centred(small: np.ndarray) -> np.ndarray:
    """The ink with its centre of mass in the middle of 28 x 28, uint8, nothing cut off."""
    h, w = small.shape
    weights = small / small.sum()
    middle = (SIDE - 1) / 2
    top = round(middle - weights.sum(axis=1) @ np.arange(h))
    left = round(middle - weights.sum(axis=0) @ np.arange(w))
    top, left = np.clip(top, 0, SIDE - h), np.clip(left, 0, SIDE - w)
    image = np.zeros((SIDE, SIDE), dtype=np.uint8)
    image[top: top + h, left: left + w] = np.round(255 * small)
    return image
