"""The SSDA903 return of looked-after children and care leavers.

Nothing is imported here: `wreath run` must decide in a moment, and what it asks of a return needs no data frames.
"""
