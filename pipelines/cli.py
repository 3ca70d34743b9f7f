"""The command line. Each command is thin: it finds the home and the profile, and calls a room."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from pipelines.bench.commands import bench
from pipelines.commands.standards import standards
from pipelines.commands.upkeep import upkeep
from pipelines.console import out
from pipelines.errata import errata
from pipelines.keys import keys
from pipelines.notify.command import notify
from pipelines.options import HomeOption, ProfileOption, opened
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError


class Format(StrEnum):
    table = "table"
    csv = "csv"
    json = "json"


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Khoảng cách giữa luật và thực tế — how far practice falls short of the law.",
)
app.add_typer(upkeep)
app.add_typer(keys, name="keys")
app.add_typer(standards, name="standards")
app.add_typer(bench, name="bench")
app.add_typer(errata, name="errata")
app.command()(notify)


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
    engine: Annotated[str, typer.Option(help="duckdb or spark: what makes the tables of cases, duties and indicators")] = "duckdb",
) -> None:
    """Take in what is new and publish an edition; its path is the last line."""
    from pipelines.runs import publish

    loaded, place = opened(profile, home)
    if inbox is not None and not inbox.is_dir():
        raise LawgapError(f"no inbox folder {inbox}", "--inbox", "name a folder that holds the files")
    folder = publish(loaded, place, inbox, as_of, known_at, draft, out, engine)
    print(folder)


@app.command()
def status(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """What has come, what was refused, what is missing, and which edition stands."""
    from pipelines.reports import status as show

    show(*opened(profile, home), out)


@app.command()
def serve(
    profile: ProfileOption = None,
    home: HomeOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free")] = settings.SITE_PORT,
    host: Annotated[str, typer.Option(help="address to listen on; another than loopback opens the pages to the network")] = "127.0.0.1",
    base_url: Annotated[str, typer.Option(help="what a reverse proxy is reached by, such as https://x.gov.vn/lawgap")] = "",
    login_header: Annotated[str, typer.Option(help="header in which the proxy names who has logged in; without it: 401")] = "",
) -> None:
    """Serve every edition of the profile, `/` being the latest (docs/serving.md)."""
    from pipelines.serving.server import Serving
    from pipelines.serving.server import serve as start

    start(opened(profile, home)[1], Serving(host, port, base_url, login_header), out)


@app.command()
def query(
    sql: str,
    profile: ProfileOption = None,
    home: HomeOption = None,
    edition: Annotated[Optional[str], typer.Option(help="edition id (default: the latest)")] = None,
    format: Annotated[Format, typer.Option(help="how the answer is printed")] = Format.table,
) -> None:
    """Ask an edition's evidence file a question in SQL: read-only, no files, no network, bounded time and memory."""
    from pipelines.ask import query as ask

    if not sql.strip():
        raise typer.BadParameter("no question", param_hint="SQL")
    ask(opened(profile, home)[1], sql, edition, format.value, out)


@app.command()
def verify(
    edition: Annotated[Optional[str], typer.Argument(help="edition id (default: the latest)")] = None,
    profile: ProfileOption = None,
    home: HomeOption = None,
    key: Annotated[
        Optional[Path], typer.Option(envvar="LAWGAP_TRUSTED_KEY", help="the publisher's public key (default: this machine's own)")
    ] = None,
    recompute: Annotated[bool, typer.Option("--recompute", help="make it again from the warehouse and compare every table")] = False,
) -> None:
    """Check an edition's files, tables, signature and chain. The last line is intact, redacted or broken."""
    from pipelines.proof import verify as check

    if not check(*opened(profile, home), edition, key, recompute, out):
        raise typer.Exit(1)


@app.command()
def diff(
    earlier: Annotated[str, typer.Argument(help="edition id")],
    later: Annotated[str, typer.Argument(help="edition id")],
    profile: ProfileOption = None,
    home: HomeOption = None,
    format: Annotated[Format, typer.Option(help="how the answer is printed")] = Format.table,
) -> None:
    """What differs between two editions, and why: flags, verdicts, numbers, law, parameters, files."""
    from pipelines.proof import diff as compare

    compare(opened(profile, home)[1], earlier, later, format.value, out)


@app.command()
def withdraw(
    source_file_id: str,
    reason: Annotated[str, typer.Option(help="who withdraws it, why, in which letter")],
    profile: ProfileOption = None,
    home: HomeOption = None,
    at: Annotated[str, typer.Option(help="YYYY-MM-DD HH:MM:SS, for withdrawals of the past (default: now)")] = "",
) -> None:
    """Take a file back: its rows are known before this moment and not after. Nothing is deleted."""
    from assets.sources.withdraw import withdraw as take_back
    from pipelines.runtime.warehouse import writing
    from pipelines.runtime.workbench import parse_moment

    loaded, place = opened(profile, home)
    if not place.warehouse.exists():
        raise LawgapError("nothing has come yet", str(place.warehouse), "take files in with: lawgap run")
    with writing(place, out.print) as connection:
        done = take_back(connection, loaded, place, source_file_id, reason, parse_moment(at, "--at"))
    out.print(
        f"withdrawn: {done.source_file_id}, {done.withdrawn_at}. The next run publishes without it; editions that stand do not change."
    )


@app.command()
def erase(
    subject: Annotated[str, typer.Option(help="the person's token, from: lawgap keys token")],
    reason: Annotated[str, typer.Option(help="who asked for it, when, in which letter")],
    profile: ProfileOption = None,
    home: HomeOption = None,
) -> None:
    """Remove a person's rows from the warehouse, the staged files, the workbooks and the home's own inbox, and record it."""
    from pipelines.erase import erase as remove

    remove(*opened(profile, home), subject, reason, out)


@app.command()
def template(
    source: Annotated[str, typer.Argument(help="a source of the profile, such as don_khieu_nai")],
    output: Annotated[Path, typer.Option("--output", "-o", help="where to write the workbook")],
    profile: ProfileOption = None,
) -> None:
    """The workbook an agency fills in, with the values that are taken and what each column means."""
    from assets.sources.template import write_template
    from pipelines.runtime.profile import load_profile

    write_template(load_profile(settings.profile_name(profile)), source, output)
    print(output)


@app.command()
def explain(
    subject: Annotated[str, typer.Argument(help="a standard, an indicator, or a duty's id")],
    profile: ProfileOption = None,
    home: HomeOption = None,
) -> None:
    """The rule behind a standard or indicator, or a duty's clock day by day."""
    from pipelines.explain import explain as tell

    tell(*opened(profile, home), subject, out)


@app.command()
def catalogue(
    profile: ProfileOption = None,
    check: Annotated[bool, typer.Option(help="write nothing; fail if out of date")] = False,
    folder: Annotated[Optional[Path], typer.Option("--out", help="default: docs/generated")] = None,
) -> None:
    """Write the catalogue of standards, law and indicators."""
    from pipelines.catalogue.files import FOLDER, refuse_drift, write
    from pipelines.runtime.profile import load_profile

    loaded, place = load_profile(settings.profile_name(profile)), folder or FOLDER
    if check:
        refuse_drift(loaded, place)
        return
    for name in write(loaded, place):
        out.print(str(place / name), markup=False)


@app.command()
def simulate(
    world: Annotated[Path, typer.Option(help="TOML file of the world, such as pipelines/simulator/worlds/full.toml")],
    folder: Annotated[Path, typer.Option("--out", help="a new or empty folder")],
) -> None:
    """Write a fictional city's inbox, with what is planted in it and every true rate in truth.csv beside it."""
    from pipelines.simulator.worlds import simulate_world

    simulate_world(world, folder)
    print(folder)


def main() -> None:
    """Entry point: errors users can act on are printed, not raised; 1 failed, 2 wrong usage."""
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments)
    except (LawgapError, OSError) as error:
        if debug:
            raise
        print(f"lawgap: {_told(error)}", file=sys.stderr)
        sys.exit(1)


def _told(error: LawgapError | OSError) -> LawgapError:
    """A full disk and a folder nobody may write are for the user to mend."""
    if isinstance(error, LawgapError):
        return error
    return LawgapError(f"the system refuses: {error.strerror or error}", str(error.filename or ""), "see to free space and permissions")


if __name__ == "__main__":
    main()
