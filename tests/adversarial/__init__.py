"""Made-up submissions: a class for the demo, and the corpus that the tests grade."""
