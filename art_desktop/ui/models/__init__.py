"""Item models over read models."""
