"""Content for a try-out: the demonstration in ``home/demo``, and large data made by rule."""
