"""What is asked of each candidate: one class for each question, all of them in `registry`."""
