"""`lawgap keys new | rotate`."""

import typer

from pipelines.console import HomeOption, ProfileOption, opened, out

keys = typer.Typer(no_args_is_help=True, help="The keys that hash applicants' numbers and sign editions; they lie outside home.")


@keys.command("new")
def new_keys(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """Make what is missing of the profile's two keys, readable by their owner alone. Keep copies: nothing replaces them."""
    from assets.editions.signature import new_keys as make_keys

    for path in make_keys(*opened(profile, home)):
        print(path)


@keys.command("rotate")
def rotate_keys(profile: ProfileOption = None, home: HomeOption = None) -> None:
    """Let a new signing key follow the old one, which signs a statement of it. Make the new fingerprint known."""
    from assets.editions.rotation import rotate

    done = rotate(*opened(profile, home), out.print)
    out.print(f"old key: {done.old}\nnew key: {done.new}\nput aside, never to be used again: {done.retired}", markup=False)
    print(done.statement)
