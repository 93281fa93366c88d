"""What the leader decides, and what follows from it; a module for each subject."""
