"""National returns: files written from contracted marts, never from anything else."""
