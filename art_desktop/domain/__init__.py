"""The rules of finding a child a home: plain Python, no window, no SQL, no files."""
