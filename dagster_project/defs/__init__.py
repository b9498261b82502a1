"""Dagster's view of Wreath: thin assets over the pure packages, one folder a stage."""
