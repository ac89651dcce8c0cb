"""Tables as offices send them, with what must come of each."""
