"""Pure arithmetic: who enrols, since when it is known, and on what base a share stands."""
