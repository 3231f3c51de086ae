"""What would change it: changes, the target, and everything asked of the two (rules 12, 13)."""
