"""What students handed in, made into notebooks that can be graded."""
