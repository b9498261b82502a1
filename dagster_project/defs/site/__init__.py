"""Assets of the site stage."""
