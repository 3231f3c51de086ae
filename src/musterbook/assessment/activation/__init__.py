"""Who comes: a situation with everything laid over it, turned into gates and read off (rules 6 to 8)."""
