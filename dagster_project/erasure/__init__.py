"""Removing a person from this copy for good: the stop-list, the rows that are theirs, and what is done with them."""
