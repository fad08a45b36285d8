"""Everybody who waits, placed at once: which child in which home serves the whole list best (product.md §3.3).

`model` says what is asked and answered; `solve` finds the best plan, `run` does so in a process that can be stopped;
`one_by_one` is the choice one at a time, shown beside it; `what_if` says what a swap or an approval would bring.
"""
