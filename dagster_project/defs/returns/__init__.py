"""Assets of the returns stage."""
