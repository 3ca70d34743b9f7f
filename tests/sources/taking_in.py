"""Intakes that can be killed: for every line `HOME INBOX` on standard input a process of its own, named before it begins.

Everything is imported once and before the first fork, so that a moment drawn at random falls into the intake.
"""

import datetime as dt
import os
import sys
from pathlib import Path

from assets.sources import admission, rejects, staging, workbooks  # noqa: F401
from assets.sources.intake import take_in
from assets.sources.profile_tables import put_profile
from pipelines.runtime.profile import load_profile
from pipelines.runtime.settings import Home
from pipelines.runtime.warehouse import writing


def work(profile, home: Home, inbox: Path) -> None:
    with writing(home) as connection:
        put_profile(connection, profile)
        print("ready", os.getpid(), flush=True)
        take_in(connection, profile, home, inbox, dt.datetime(2030, 1, 1))


def main() -> None:
    profile = load_profile("sample")
    for line in sys.stdin:
        home, inbox = line.split()
        child = os.fork()
        if not child:
            work(profile, Home(Path(home), "sample"), Path(inbox))
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        print("killed" if os.WIFSIGNALED(status) else "whole" if status == 0 else "failed", flush=True)


if __name__ == "__main__":
    main()
