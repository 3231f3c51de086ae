"""The command ``musterbook``: one thin function a command; all work happens at the desk."""


def main() -> None:
    """Entry point: runs the command, prints a refusal as one line, exits 2 for it and 130 for an interrupt."""
    from musterbook.cli.app import run

    raise SystemExit(run())
