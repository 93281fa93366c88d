"""What each kind of paper puts into its template: plain texts, numbers, yes and no, and lists of these. Pure."""
