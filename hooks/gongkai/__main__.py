"""``python -m gongkai`` is the command ``gongkai``."""

from .cli import main

main()
