"""Damaged and hostile files made at random, and what the cleaner must never do with them."""
