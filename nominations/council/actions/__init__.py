"""Every change that the council makes, by subject."""
