"""What the official forms print, as data, and its one typed loader."""
