"""What the commands do; `gd_pipeline/cli.py` only says how they are called."""
