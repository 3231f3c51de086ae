"""For how long: the rotation plan, its break and its mends (rule 11)."""
