"""Classes graded while processes die, disks fill and graders come and go."""
