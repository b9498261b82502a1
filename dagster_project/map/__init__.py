"""The published graph of the map: written with a run, read by the commands that answer questions to it."""
