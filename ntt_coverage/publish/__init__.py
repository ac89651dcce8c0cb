"""From tables and pictures to files: whole or not at all."""
