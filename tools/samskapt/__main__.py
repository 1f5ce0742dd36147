"""``python -m samskapt`` is the command ``samskapt``."""

from samskapt.cli import run

if __name__ == "__main__":
    run()
