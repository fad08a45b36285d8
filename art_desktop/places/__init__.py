"""Postcodes to grid references, offline."""
