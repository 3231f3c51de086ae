"""Whether a measure finds its consent (rule 14)."""
