"""`lawgap errata add | list`: what of an edition was withdrawn after it was published."""

from typing import Annotated, Optional

import typer

from pipelines.options import HomeOption, ProfileOption, opened

errata = typer.Typer(no_args_is_help=True, help="Đính chính — findings of old editions that were withdrawn later.")


@errata.command("add")
def errata_add(
    edition: Annotated[str, typer.Option(help="edition id")],
    reason_vi: Annotated[str, typer.Option(help="the reason in Vietnamese")],
    reason_en: Annotated[str, typer.Option(help="the reason in English")],
    flag: Annotated[Optional[str], typer.Option(help="flag id (default: the whole edition is withdrawn)")] = None,
    profile: ProfileOption = None,
    home: HomeOption = None,
) -> None:
    """Say over an edition as served that one of its flags, or all of it, is withdrawn. The edition itself does not change."""
    from assets.editions.errata import NAME, add_erratum
    from assets.editions.publish import edition_folder
    from pipelines.runtime.warehouse import locked

    _, place = opened(profile, home)
    with locked(place):
        done = add_erratum(place.editions / NAME, edition_folder(place, edition), flag, reason_vi, reason_en)
    print(f"withdrawn: {done.flag_id or 'the whole edition'}, edition {done.edition_id}")


@errata.command("list")
def errata_list(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """Every erratum: edition, flag, by whom, and the reason in both languages."""
    from assets.editions.errata import NAME, read_errata

    _, place = opened(profile, home)
    for erratum in read_errata(place.editions / NAME):
        by = f"withdrawn in {erratum.withdrawn_in}" if erratum.withdrawn_in else "by hand"
        print(f"{erratum.edition_id}  {erratum.flag_id or '(whole edition)'}  {by}, {erratum.recorded_at:%Y-%m-%d}")
        print(f"    {erratum.reason_vi}\n    {erratum.reason_en}")
