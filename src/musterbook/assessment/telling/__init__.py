"""Why an answer is as it is, and what made it change (rule 15)."""
