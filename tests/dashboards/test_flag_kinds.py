"""Kinds the sample has none of: published ones have a page that says what they count, leads are on no page and in no count."""

import re

from tests.dashboards.reading import ask, text

RULE = "proc_household_business"
COPY = "insert into flag select * replace ({}) from flag where kind = 'unmet' limit 1"
PUBLISHED = {
    # kind: subject, what is counted, the share met where the kind counts duties
    "unequal": ("1.001612~channel", "60/120 hồ sơ của một nhóm bị chậm", "50 %"),
    "contradicted": ("1.001612", "60 kết quả của nguồn độc lập", None),
    "dormant": ("", "không có vụ việc nào, so với 120 đơn vị cùng cấp", None),
}
LEADS = {"bunched": "1.001612", "clock_doubt": "burst"}


def _flag(kind: str, subject: str, audience: str) -> str:
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
    return COPY.format(f"{texts}, 60 as numerator, 120 as denominator, 0.97 as probability")


def test_published_kinds_say_what_they_count_and_leads_are_nowhere(changed_site, small_audit):
    import duckdb

    site = changed_site(
        *(_flag(kind, told[0], "published") for kind, told in PUBLISHED.items()),
        *(_flag(kind, told, "lead") for kind, told in LEADS.items()),
    )
    pages = {
        str(file.relative_to(site)): file.read_text(encoding="utf-8")
        for file in site.rglob("*.*")
        if file.suffix in (".html", ".json", ".js")
    }
    assert not any(f"SAYS {kind}" in page or f"{kind}~" in page for kind in LEADS for page in pages.values())
    with duckdb.connect(str(small_audit), read_only=True) as connection:
        ((before,),) = ask(connection, "select count(*) from flag")
    assert f"{before + len(PUBLISHED)} cảnh báo đang có hiệu lực" in text(pages["flags.html"])
    for kind, (_, counted, met) in PUBLISHED.items():
        (page,) = [page for name, page in pages.items() if f"<code>{kind}~M0017~" in page and not name.startswith("en/")]
        figures = text(re.search(r'<dl class="figures">(.*?)</dl>', page, re.DOTALL).group(1)).replace("\xa0", " ")
        # a share met is a share of duties: other kinds have none
        assert counted in page and counted in pages["flags.html"] and (met in figures if met else "%" not in figures)
