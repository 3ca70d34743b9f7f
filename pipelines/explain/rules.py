"""A standard or an indicator, from the same words as the catalogue, in both languages side by side."""

from collections.abc import Iterable

from rich.console import Console

from pipelines.catalogue import indicators, standards
from pipelines.catalogue.rules import limit
from pipelines.catalogue.words import words
from pipelines.runtime.legal import Standard
from pipelines.runtime.profile import Profile
from pipelines.runtime.sqlfile import SqlFile


def tell_standard(standard: Standard, profile: Profile, out: Console, applied: bool = False) -> None:
    """The rule, the variants among which exactly one applies, and what held before or will hold after."""
    vi, en = words(profile, "vi"), words(profile, "en")
    out.print(f"{standard.standard_id}\n{standard.name_vi} — {standard.name_en}", markup=False)
    both(standards.facts(standard, vi), standards.facts(standard, en), out)
    if family := standards.family_of(standard, profile):
        out.print("biến thể, mỗi vụ việc chỉ áp dụng một — variants, exactly one applies to a case:")
        for member in family:
            _member(member, profile, out, standard if applied else None)
    for other in standards.versions_of(standard, profile):
        out.print(
            f"thời kỳ khác — at another time: {other.standard_id}, {vi.in_force(other)}, {limit(other, vi)} — {limit(other, en)}",
            markup=False,
        )


def _member(member: Standard, profile: Profile, out: Console, applied: Standard | None) -> None:
    vi, en = words(profile, "vi"), words(profile, "en")
    when = ("; ".join(vi.conditions(member)), "; ".join(en.conditions(member)))
    if not when[0]:
        when = ("khi không biến thể nào khác đủ điều kiện", "where no other variant's conditions are met")
    mark = "  ← vụ này — this case" if applied and applied.standard_id == member.standard_id else ""
    silent = " (KHÔNG ĐO — NOT MEASURED)" if member.measure == "not_measured" else ""
    out.print(
        f"  {member.standard_id}: {limit(member, vi)} — {limit(member, en)}; {when[0]} — {when[1]}; {vi.in_force(member)}{silent}{mark}",
        markup=False,
    )


def tell_indicator(file: SqlFile, profile: Profile, out: Console) -> None:
    """What it counts and why, what it is made from, and its SQL."""
    out.print(f"{file.name}\n{file.text('title', 'vi')} — {file.text('title', 'en')}", markup=False)
    both(indicators.facts(file, words(profile, "vi")), indicators.facts(file, words(profile, "en")), out)
    out.print(f"\n{file.body}", markup=False)


def both(vi: Iterable[tuple[str, str]], en: Iterable[tuple[str, str]], out: Console) -> None:
    """Facts in two languages: said once where both say the same."""
    for (name_vi, text_vi), (name_en, text_en) in zip(vi, en, strict=True):
        if not text_vi:
            continue
        plain_vi, plain_en = (" ".join(text.split()).replace("**", "") for text in (text_vi, text_en))
        label = name_vi if name_vi == name_en else f"{name_vi} — {name_en}"
        out.print(f"{label}: {plain_vi}" + ("" if plain_vi == plain_en else f"\n    {plain_en}"), markup=False)
