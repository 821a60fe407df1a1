"""What every test may count on."""

from grading.programs import find_own_programs

find_own_programs()  # nbgrader's too, which tests call without our commands
