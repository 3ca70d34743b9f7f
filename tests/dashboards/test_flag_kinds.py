"""Kinds the sample has none of: published ones have a page that makes sense, leads appear nowhere."""

import re

import pytest

RULE = "proc_household_business"
COPY = "insert into flag select * replace ({}) from flag where kind = 'unmet' limit 1"


def _flag(kind: str, subject: str, numerator: int, denominator: int, audience: str = "published") -> str:
    values = {
        "flag_id": f"{kind}~M0017~{RULE}~{subject}",
        "kind": kind,
        "audience": audience,
        "agency_id": "M0017",
        "standard_id": RULE,
        "subject": subject,
    }
    said = {
        f"{part}_{language}": f"SAYS {kind}"
        for part in ("statement", "recommended_step", "other_explanations")
        for language in ("vi", "en")
    }
    texts = ", ".join(f"'{value}' as {name}" for name, value in {**values, **said}.items())
    return COPY.format(f"{texts}, {numerator} as numerator, {denominator} as denominator, 0.97 as probability")


@pytest.fixture
def pages(changed_site):
    """pages(change, …) → every page of the site by its path."""

    def build(*changes: str) -> dict[str, str]:
        site = changed_site(*changes)
        return {str(file.relative_to(site)): file.read_text(encoding="utf-8") for file in site.rglob("*.html")}

    return build


def test_a_lead_is_on_no_page_and_in_no_count(pages):
    before = pages()
    after = pages(_flag("bunched", "1.001612", 40, 48, "lead"), _flag("clock_doubt", "burst", 40, 48, "lead"))
    assert after == before and not any("bunched" in text or "SAYS" in text for text in after.values())


@pytest.mark.parametrize(
    ("kind", "subject", "counted", "shown"),
    [
        ("unequal", "1.001612~channel", "60/120 hồ sơ của một nhóm bị chậm", "50 %"),
        ("contradicted", "1.001612", "60 kết quả của nguồn độc lập", None),
        ("dormant", "", "không có vụ việc nào, so với 120 đơn vị cùng cấp", None),
    ],
)
def test_a_published_kind_has_a_page_that_says_what_it_counts(pages, kind, subject, counted, shown):
    found = pages(_flag(kind, subject, 60, 120))
    (path,) = [name for name, text in found.items() if f"<code>{kind}~M0017~" in text and not name.startswith("en/")]
    page = found[path]
    figures = re.search(r'<dl class="figures">(.*?)</dl>', page, re.DOTALL).group(1)
    # a share met is a share of duties: other kinds have none
    assert counted in page and (shown in figures if shown else "%" not in figures)
    assert counted in found["flags.html"]
