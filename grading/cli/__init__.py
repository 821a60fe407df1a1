"""The command line, `course`."""
