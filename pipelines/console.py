"""Where every command prints."""

import sys

from rich.console import Console

# a table written to a file or a pipe is as wide as it needs to be
out = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else 240)
