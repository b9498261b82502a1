"""Baselines: every measure of the published copy, kept on a day, so that a later run shows the change."""
