"""audit_recommendation_done: kiến nghị kiểm toán được thực hiện đúng hạn — audit recommendations carried out on time."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.recommendation
case_id  agency_id  origin      received_at  due_at               implemented_at  source_file_id
KN1      A101       audit       2025-12-01   2026-01-31 23:59:59  2026-01-31      F1
KN2      A101       audit       2025-12-01   2026-01-31 23:59:59  2026-02-03      F1
KN3      A101       audit       2025-12-01   2026-01-31 23:59:59  -               F1
KN4      A101       audit       2025-12-01   2026-02-28 23:59:59  -               F1
KN5      A101       audit       2026-01-05   -                    2026-01-20      F1
KN6      A202       audit       2026-03-01   2026-05-31 23:59:59  -               F1
KN7      A202       inspection  2025-12-01   2026-01-31 23:59:59  -               F1

sources.known_file
source_file_id  source_id            completeness
F1              kien_nghi_thuc_hien  complete

duties.covered
source_id            agency_id  month
kien_nghi_thuc_hien  *          2026-01
kien_nghi_thuc_hien  *          2026-03
kien_nghi_thuc_hien  A202       2026-02
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  1          3            1
A101       2026-02  0          0            1
"""

RUNNING_MONTH = """
sources.clock
as_of       as_of_end            first_month  last_month
2026-03-15  2026-03-15 23:59:59  2023-04      2026-03

cases.recommendation
case_id  agency_id  origin      received_at  due_at               implemented_at  source_file_id
KN1      A101       audit       2026-01-05   2026-03-10 23:59:59  2026-03-18      F1
KN2      A101       audit       2026-01-05   2026-03-20 23:59:59  -               F1
KN3      A101       audit       2026-01-05   2026-03-20 23:59:59  2026-03-02      F1

sources.known_file
source_file_id  source_id            completeness
F1              kien_nghi_thuc_hien  complete

duties.covered
source_id            agency_id  month
kien_nghi_thuc_hien  *          2026-03
"""

RUNNING_EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-03  1          2            0
"""


def test_spec():
    """The file for February did not come, but for another agency's: KN4 is unknown, not late. KN5 states no due date; KN6 has time; KN7 came from an inspection."""
    spec("audit_recommendation_done", GIVEN, EXPECT)


def test_in_a_running_month_what_is_due_later_waits():
    """At 15 March, KN1 was done three days later and is not done; KN2 has five days left; KN3 was done ahead."""
    spec("audit_recommendation_done", RUNNING_MONTH, RUNNING_EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference(
        "audit_recommendation_done",
        values={
            "source_id": ["một", None],
            "completeness": ["complete", "complete", "incomplete"],
            "duties.covered.agency_id": ["*", "A1", "A3"],
        },
    )
