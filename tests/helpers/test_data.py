"""The digits that the course ships, and what a student reads when they are not there."""

import h5py
import numpy as np
import pytest

from helpers.data import DIGITS_FILE, DataFileError, load_digits, notice, odd_or_even


def test_there_are_4000_digits_to_learn_from_and_1000_for_the_test():
    digits = load_digits()
    assert digits.train_images.shape == (4000, 28, 28)
    assert digits.test_images.shape == (1000, 28, 28)
    assert digits.train_digits.shape == (4000,)
    assert digits.test_digits.shape == (1000,)


def test_images_are_bytes_with_ink_in_the_middle_and_paper_in_the_corners():
    images = load_digits().train_images
    assert images.dtype == np.uint8
    assert images.max() == 255
    assert images[:, :2, :2].max() == 0
    assert images[:, 10:18, 10:18].mean() > 50


def test_every_digit_is_there_equally_often():
    digits = load_digits()
    assert (np.bincount(digits.train_digits) == 400).all()
    assert (np.bincount(digits.test_digits) == 100).all()


def test_no_image_of_the_test_is_among_the_training_images():
    digits = load_digits()
    seen = {image.tobytes() for image in digits.train_images}
    assert not any(image.tobytes() in seen for image in digits.test_images)


def test_a_one_has_less_ink_than_a_zero():
    """Images and labels belong together: ones are thin."""
    digits = load_digits()
    ink = [digits.train_images[digits.train_digits == k].mean() for k in (0, 1)]
    assert ink[1] < 0.6 * ink[0]


def test_labels_say_odd_or_even_of_the_same_digits():
    digits, question = load_digits(), odd_or_even()
    assert question.Y_train.shape == (1, 4000)
    assert question.Y_test.shape == (1, 1000)
    assert question.Y_train[0, :5].tolist() == [int(d) % 2 for d in digits.train_digits[:5]]
    assert set(question.Y_test[0, digits.test_digits == 7]) == {1}
    assert set(question.Y_test[0, digits.test_digits == 8]) == {0}


def test_labels_are_signed_so_that_minus_one_is_minus_one():
    Y = odd_or_even(n_train=50).Y_train
    assert (-Y).min() == -1


@pytest.mark.parametrize(("n_train", "n_test"), [(1, 1), (100, 10)])
def test_fewer_images_are_the_first_ones(n_train, n_test):
    few = odd_or_even(n_train, n_test)
    assert few.train_images.shape[0] == few.Y_train.shape[1] == n_train
    assert few.test_images.shape[0] == few.Y_test.shape[1] == n_test
    assert np.array_equal(few.train_images, odd_or_even().train_images[:n_train])


@pytest.mark.parametrize("asked", [{"n_train": 4001}, {"n_test": 0}, {"n_train": -1}])
def test_more_images_than_there_are_is_an_error_that_names_the_limit(asked):
    with pytest.raises(ValueError, match="must be from 1 to"):
        odd_or_even(**asked)


def test_the_notice_names_origin_and_licence():
    assert "LeCun" in notice()
    assert "CC BY-SA 3.0" in notice()


def test_a_missing_file_is_reported_in_one_sentence_that_says_what_to_do(tmp_path):
    with pytest.raises(DataFileError, match=r"There is no file .*install"):
        load_digits(tmp_path / "digits.h5")


def test_a_folder_in_its_place_is_a_missing_file(tmp_path):
    with pytest.raises(DataFileError, match="There is no file"):
        load_digits(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not HDF5 at all"])
def test_a_file_of_something_else_is_reported_as_damaged(tmp_path, content):
    path = tmp_path / "digits.h5"
    path.write_bytes(content)
    with pytest.raises(DataFileError, match="damaged"):
        load_digits(path)


def test_a_file_cut_off_in_the_middle_is_reported_as_damaged(tmp_path):
    path = tmp_path / "digits.h5"
    whole = DIGITS_FILE.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataFileError, match="damaged"):
        load_digits(path)


def test_a_file_without_the_test_images_is_reported_as_damaged(tmp_path):
    path = tmp_path / "digits.h5"
    with h5py.File(path, "w") as file:
        file["train/images"] = np.zeros((2, 28, 28), dtype=np.uint8)
    with pytest.raises(DataFileError, match="damaged"):
        load_digits(path)


def test_a_file_with_too_few_labels_is_refused(tmp_path):
    path = tmp_path / "digits.h5"
    with h5py.File(path, "w") as file:
        for part in ("train", "test"):
            file[f"{part}/images"] = np.zeros((2, 28, 28), dtype=np.uint8)
            file[f"{part}/digits"] = np.zeros(3, dtype=np.uint8)
    with pytest.raises(DataFileError, match="one digit each"):
        load_digits(path)
