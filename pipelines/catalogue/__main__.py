"""`python -m pipelines.catalogue`: write docs/generated; with --check say what is out of date and exit 1."""

import argparse
import sys
from pathlib import Path

from pipelines.catalogue.files import FOLDER, refuse_drift, write
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import load_profile


def main(arguments: list[str] | None = None) -> int:
    """0 done, 1 out of date. Prints one line a file that was written."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.catalogue", description=__doc__)
    parser.add_argument("--profile", default="hanoi", help="profile name or folder")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if something is out of date")
    given = parser.parse_args(arguments)
    try:
        profile = load_profile(given.profile)
        if given.check:
            refuse_drift(profile, given.out)
            return 0
        for name in write(profile, given.out):
            print(given.out / name)
    except LawgapError as error:
        print(f"lawgap: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
