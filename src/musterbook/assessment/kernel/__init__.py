"""Lanes, gates, diagrams and solvers: the counting machinery, which knows no offer and no actor."""
