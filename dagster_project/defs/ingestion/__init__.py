"""Assets of the ingestion stage."""
