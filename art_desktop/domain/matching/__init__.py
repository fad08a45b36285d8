"""The search: hard rules exclude, preferences rank, nothing is hidden (product.md §3.3).

Only `pool`, `trial`, `criteria`, `scoring` and `search` need NumPy; importing this package, its
facts, its policy or its tiers does not, so that the window opens without it.
"""
