"""Long calls with equal inputs are made once; all others are made each time."""

import time

import numpy as np
import pytest

from grading.references.remembered import N_TRIES, Remembered

LONG_S = 0.01


@pytest.fixture
def called():
    """The arguments of the calls that were made."""
    return []


def slow(called, effect=lambda x: None):
    """A function that computes for long."""
    def function(x):
        called.append(np.copy(x))
        end = time.process_time() + LONG_S
        while time.process_time() < end:
            pass
        effect(x)
        return {"twice": 2 * x}
    return function


def test_a_long_call_with_equal_inputs_is_made_once_and_each_caller_has_its_own_answer(called):
    memory, function = Remembered(), slow(called)
    first = memory.call(function, (np.ones(3),), {})
    first["twice"][0] = 99
    second = memory.call(function, (), {"x": np.ones(3)})
    third = memory.call(function, (np.ones(3),), {})
    assert len(called) == 2  # by position, and by name
    assert second["twice"].tolist() == third["twice"].tolist() == [2, 2, 2]


def test_other_inputs_are_another_call(called):
    memory, function = Remembered(), slow(called)
    for x in (np.ones(3), np.ones(3) + 1e-15, np.ones((3, 1))):
        memory.call(function, (x,), {})
    assert len(called) == 3


@pytest.mark.parametrize("effect", [lambda x: np.random.rand(), lambda x: x.fill(0.0)])
def test_a_call_that_draws_or_changes_its_argument_is_made_each_time(called, effect):
    memory, function = Remembered(), slow(called, effect)
    for _ in range(2):
        memory.call(function, (np.ones(3),), {})
    assert len(called) == 2


def test_what_cannot_be_pickled_is_called():
    assert Remembered().call(lambda f: f(3), (lambda a: a + 1,), {}) == 4


def test_an_error_is_raised_each_time():
    memory = Remembered()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            memory.call(lambda x: x / 0, (1,), {})


def trains(called):
    """A function that computes for long if it is told to take many steps."""
    long = slow(called)
    return lambda n_steps: long(np.ones(n_steps)) if n_steps > 1 else called.append(n_steps)


def test_a_function_is_remembered_however_many_of_its_calls_are_quick_as_long_as_some_are_long(
        called):
    memory, function = Remembered(), trains(called)
    for _ in range(N_TRIES):
        for n_steps in (1, 1, 1, 500):
            memory.call(function, (n_steps,), {})
    assert sum(np.size(one) == 500 for one in called) == 1
    assert memory.is_of_use


def test_a_function_that_is_always_quick_is_no_longer_looked_up(called):
    memory, function = Remembered(), trains(called)
    for _ in range(N_TRIES):
        memory.call(function, (1,), {})
    assert len(called) == N_TRIES
    assert not memory.is_of_use
