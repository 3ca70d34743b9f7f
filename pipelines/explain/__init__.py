"""`lawgap explain`: the rule behind a standard or an indicator, or a duty's clock day by day."""

from rich.console import Console

from pipelines.catalogue.words import close_names
from pipelines.explain.duties import tell_duty
from pipelines.explain.rules import tell_indicator, tell_standard
from pipelines.runtime import settings
from pipelines.runtime.errors import LawgapError
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import list_sql


def explain(profile: Profile, home: settings.Home, subject: str, out: Console) -> None:
    """Print what `subject` is. Raises LawgapError with the nearest names if it is neither standard, indicator nor duty."""
    standards = {standard.standard_id: standard for standard in profile.standards}
    indicators = {file.name: file for file in list_sql("indicators")}
    rule, tilde, _ = subject.partition("~")
    if subject in standards:
        tell_standard(standards[subject], profile, out)
    elif subject in indicators:
        tell_indicator(indicators[subject], profile, out)
    elif tilde and rule in standards:
        tell_duty(profile, home, subject, out)
    else:
        raise LawgapError(
            f"no standard, indicator or duty {subject!r}", f"profile {profile.card.name}", close_names(rule, {*standards, *indicators})
        )
