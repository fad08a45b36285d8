"""ART Desktop: placement finding for an Access to Resources Team."""

__version__ = "0.1.0"
