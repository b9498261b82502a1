"""The door: files read once, typed, judged and kept as immutable loads."""
