"""Wreath: a care-leaver data warehouse for English councils."""
