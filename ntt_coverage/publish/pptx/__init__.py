"""The report as slides that can be edited."""
