"""The command line. Each command is thin: it finds the home and the profile, and calls a room."""

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer
from rich.console import Console

from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Khoảng cách giữa luật và thực tế — how far practice falls short of the law.",
)
# a table written to a file or a pipe is as wide as it needs to be
out = Console(soft_wrap=True, highlight=False, width=None if sys.stdout.isatty() else 240)

ProfileOption = Annotated[Optional[str], typer.Option("--profile", envvar="LAWGAP_PROFILE", help="profile name or folder (default: hanoi)")]
HomeOption = Annotated[Optional[Path], typer.Option("--home", envvar="LAWGAP_HOME", help="folder of the homes (default: ./home)")]


def _open(profile: str | None, home: Path | None):
    from pipelines.runtime.profile import load_profile

    loaded = load_profile(settings.profile_name(profile))
    return loaded, settings.Home(settings.home_root(home), loaded.card.name)


@app.command()
def demo(home: HomeOption = None) -> None:
    """Simulate a fictional city's inbox, publish an edition from it, and say what to open."""
    from pipelines.runs import demo as run_demo

    run_demo(home, out)


@app.command()
def run(
    profile: ProfileOption = None,
    home: HomeOption = None,
    inbox: Annotated[Optional[Path], typer.Option(help="another inbox to read; never changed")] = None,
    as_of: Annotated[str, typer.Option(help="YYYY-MM-DD (default: the end of last month)")] = "",
    known_at: Annotated[str, typer.Option(help="YYYY-MM-DD HH:MM:SS (default: when the newest file came)")] = "",
    draft: Annotated[bool, typer.Option(help="a draft, for the agencies to answer")] = False,
) -> None:
    """Take in what is new and publish an edition; its path is the last line."""
    from pipelines.runs import publish

    loaded, place = _open(profile, home)
    if inbox is not None and not inbox.is_dir():
        raise LawgapError(f"no inbox folder {inbox}", "--inbox", "name a folder that holds the files")
    folder = publish(loaded, place, inbox, as_of, known_at, draft, out)
    print(folder)


@app.command()
def status(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """What has come, what was refused, what is missing, and which edition stands."""
    from pipelines.reports import status as show

    show(*_open(profile, home), out)


@app.command()
def serve(profile: ProfileOption = None, home: HomeOption = None, port: int = 8350) -> None:
    """Serve the latest edition on 127.0.0.1."""
    from pipelines.web import serve as start

    _, place = _open(profile, home)
    start(place, port, out)


@app.command()
def query(
    sql: str,
    profile: ProfileOption = None,
    home: HomeOption = None,
    edition: Annotated[Optional[str], typer.Option(help="edition id (default: the latest)")] = None,
    format: Annotated[str, typer.Option(help="table, csv or json")] = "table",
) -> None:
    """Ask an edition's evidence file a question in SQL: read-only, no files, no network."""
    from pipelines.reports import query as ask

    ask(*_open(profile, home), sql, edition, format, out)


@app.command()
def verify(
    edition: Annotated[Optional[str], typer.Argument(help="edition id (default: the latest)")] = None,
    profile: ProfileOption = None,
    home: HomeOption = None,
) -> None:
    """Re-hash an edition and its chain. The last line is intact or broken."""
    from assets.editions.manifest import verify as check
    from assets.editions.publish import edition_folder

    _, place = _open(profile, home)
    verdict = check(edition_folder(place, edition))
    for remark in verdict.remarks:
        out.print(f"remark: {remark}")
    if verdict.difference:
        out.print(f"first difference: {verdict.difference}")
    print(verdict.outcome)
    if verdict.outcome == "broken":
        raise typer.Exit(1)


@app.command()
def explain(
    subject: Annotated[str, typer.Argument(help="a standard, an indicator, or a duty's id")],
    profile: ProfileOption = None,
    home: HomeOption = None,
) -> None:
    """The rule behind a standard or indicator, or a duty's clock day by day."""
    from pipelines.explain import explain as tell

    tell(*_open(profile, home), subject, out)


def main() -> None:
    """Entry point: errors users can act on are printed, not raised; 1 failed, 2 wrong usage."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments)
    except LawgapError as error:
        if debug:
            raise
        print(f"lawgap: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
