"""`lawgap standards confirm | questions`."""

from typing import Annotated

import typer

from pipelines.console import out
from pipelines.options import ProfileOption
from pipelines.runtime import settings

standards = typer.Typer(no_args_is_help=True, help="Chuẩn mực — the rules: confirm them, see what is still open.")


@standards.command("confirm")
def standards_confirm(
    standard_id: Annotated[str, typer.Argument(help="the standard's id")],
    by: Annotated[str, typer.Option(help="name of the legal officer")],
    source: Annotated[str, typer.Option(help="what was read: instrument, article, where the text stands")],
    profile: ProfileOption = None,
) -> None:
    """Record that a legal officer has confirmed a standard."""
    from pipelines.confirm import confirm
    from pipelines.runtime.profile import load_profile

    confirm(load_profile(settings.profile_name(profile)), standard_id, by, source, out)


@standards.command("questions")
def standards_questions(profile: ProfileOption = None) -> None:
    """What only a legal officer can answer."""
    from pipelines.confirm import questions
    from pipelines.runtime.profile import load_profile

    questions(load_profile(settings.profile_name(profile)), out)
