"""`lawgap bench speed | accuracy | site`."""

from pathlib import Path
from typing import Annotated, Optional

import typer

from pipelines.console import out
from pipelines.options import HomeOption, ProfileOption, opened

bench = typer.Typer(no_args_is_help=True, help="Đo tốc độ và độ đúng — how fast and how right it is.")


@bench.command("speed")
def bench_speed(
    rows: Annotated[int, typer.Option(min=1000, help="dossiers to take in")] = 10_000_000,
    repeat: Annotated[int, typer.Option(min=1, help="rounds of bare and intake, in turn; the fastest counts")] = 1,
    keep: Annotated[Optional[Path], typer.Option(help="an empty folder to work in and leave (default: temporary, removed)")] = None,
) -> None:
    """Time the intake against a bare script that does the same work, then the rooms after it; exit 1 if a target is missed."""
    from pipelines.bench.speed import speed

    if not speed(rows, repeat, keep, out):
        raise typer.Exit(1)


@bench.command("accuracy")
def bench_accuracy(
    worlds: Annotated[Optional[Path], typer.Option(help="a folder of world files, or of folders with inbox/ and truth.csv")] = None,
) -> None:
    """Judge worlds whose truth is known, beside three rivals; exit 1 if a target is missed."""
    from pipelines.bench.accuracy import accuracy, report

    if not report(accuracy(worlds, out), worlds is None, out):
        raise typer.Exit(1)


@bench.command("site")
def bench_site(
    profile: ProfileOption = None,
    home: HomeOption = None,
    edition: Annotated[Optional[str], typer.Option(help="an edition (default: the latest)")] = None,
) -> None:
    """Build the site of a standing edition anew and open it in a browser; exit 1 if a target is missed."""
    from pipelines.bench.site import site

    if not site(opened(profile, home)[1], edition, out):
        raise typer.Exit(1)
