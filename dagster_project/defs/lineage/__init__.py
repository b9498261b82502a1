"""Assets of the lineage stage."""
