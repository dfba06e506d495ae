"""What `make_samples` needs: each sample's values, the statutory tables as grids, a writer for every format."""
