"""A sample class, and `course demo`, which takes it through the whole course loop."""
