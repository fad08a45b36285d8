"""Keys: one slot for each person beside the encrypted file, and what is derived from them."""
