"""Disclosure control: no number about a few people leaves the warehouse, shown or left over by what is shown.

`Figures` are linked tables of counts, `hide` says what has to be hidden in them, `attack` works out what somebody who
knows everything shown could tell of what is hidden. They know nothing of Wreath's tables; `control` does.
"""
