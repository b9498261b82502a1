"""Assets of the warehouse stage."""
