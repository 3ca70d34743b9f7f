"""The one exception users see."""


class LawgapError(Exception):
    """Something the user can act on: what happened, where, and what to do.

    The command line prints it without a traceback and exits 1; Dagster shows it as the run's failure.
    """

    def __init__(self, what: str, where: str = "", do: str = "") -> None:
        self.what, self.where, self.do = what, where, do
        super().__init__("\n".join(part for part in (what, where and f"  where: {where}", do and f"  do: {do}") if part))
