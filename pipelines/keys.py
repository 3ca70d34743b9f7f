"""`lawgap keys new | rotate | token`."""

import sys

import typer

from pipelines.options import HomeOption, ProfileOption, opened
from pipelines.runtime.errors import LawgapError

ASKED = "Số định danh — the person's number"
keys = typer.Typer(no_args_is_help=True, help="The keys that hash applicants' numbers and sign editions; they lie outside home.")


@keys.command("new")
def new_keys(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """Make what is missing of the profile's two keys, readable by their owner alone. Keep copies: nothing replaces them."""
    from assets.editions.unsigned import new_keys as make_keys

    for path in make_keys(*opened(profile, home)):
        print(path)


@keys.command("rotate")
def rotate_keys(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """Let a new signing key follow the old one, which signs a statement of it. Make the new fingerprint known."""
    from assets.editions.rotation import rotate

    done = rotate(*opened(profile, home), print)
    print(f"old key: {done.old}\nnew key: {done.new}\nput aside, never to be used again: {done.retired}")
    print(done.statement)


@keys.command("token")
def token(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """The token under which a person is known here. Asks for the number, or reads it from a pipe: no argument, for the shell keeps those."""
    from assets.sources.privacy import token_of

    number = typer.prompt(ASKED, hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    made = token_of(*opened(profile, home), number)
    if made is None:
        raise LawgapError("no number was given", "standard input", "type the number when asked, or send one line through a pipe")
    print(made)
