"""promise_within_law: ngày hẹn trả không quá thời hạn luật định — promised dates within the legal limit."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.procedure_case
case_id  promised_at
HS1      2026-01-08 17:00
HS2      2026-01-12
HS3      -

cases.petition
case_id  promised_at
PA1      2026-02-20

duties.duty
agency_id  standard_id                 case_kind       case_id  month    due_at               status
A101       proc_household_business     procedure_case  HS1      2026-01  2026-01-08 23:59:59  late
A101       proc_household_business     procedure_case  HS2      2026-01  2026-01-09 23:59:59  met
A101       proc_household_business     procedure_case  HS3      2026-01  2026-01-09 23:59:59  met
A101       onestop_result_by_due_date  procedure_case  HS2      2026-01  2026-01-12 23:59:59  met
A101       pakn_answered               petition        PA1      2026-02  2026-02-12 23:59:59  overdue
A101       petition_reception_reply    petition        PA1      2026-02  2026-02-05 23:59:59  late
"""

EXPECT = """
agency_id  standard_id              period   numerator  denominator  unknown
A101       proc_household_business  2026-01  1          2            1
A101       pakn_answered            2026-02  0          1            0
"""


def test_spec():
    """HS2 was ready by the legal day and still promised for one beyond it: that counts here, whatever became of it.

    The reply on what becomes of PA1 has a shorter limit, and the promised day is not about it.
    """
    spec("promise_within_law", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference(
        "promise_within_law",
        values={
            "standard_id": [
                "proc_household_business",
                "proc_enterprise",
                "pakn_answered",
                "onestop_result_by_due_date",
                "petition_reception_reply",
            ]
        },
    )
