"""The command ``musterbook``: one thin function a command; all work happens at the desk."""


def main() -> None:
    """Entry point: exits 2 after a refusal (told in one line) and 130 after an interrupt."""
    try:
        from musterbook.cli.app import run

        raise SystemExit(run())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
