"""The pages: one module or package for each area of the rail, each given a `PageContext`."""
