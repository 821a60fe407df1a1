"""nbgrader's gradebook: one transaction for each submission, locks between graders, export."""
