"""The real parts, put together without a window: the door to the record, the keys, the keeper, the papers."""
