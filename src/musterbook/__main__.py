"""`python -m musterbook` is the command line."""

from musterbook.cli import main

main()
