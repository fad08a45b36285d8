"""The demonstration service: an invented council's record, drawn from a seed."""
