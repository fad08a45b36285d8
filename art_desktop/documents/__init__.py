"""The papers: one module for each, plain data in, the bytes of a PDF out."""
