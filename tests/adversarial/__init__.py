"""The hostile corpus: submissions that cheat, do harm or are damaged, and what must become of them.

    python -m tests.adversarial week1_derivatives

grades all of them here and with stock nbgrader, and prints a table of the results.
"""
