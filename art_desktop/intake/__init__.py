"""Outside files read safely into plain rows, with problems by row."""
