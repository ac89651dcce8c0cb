"""Maps: drawn from tables, returned as objects, never saved here."""
