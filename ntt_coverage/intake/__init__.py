"""Raw files in, typed observations and a list of issues out."""
