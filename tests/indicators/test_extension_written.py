"""extension_written: lần kéo dài thời hạn có văn bản — longer limits that have their written act."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
sources.clock
as_of       as_of_end            first_month  last_month
2026-03-15  2026-03-15 23:59:59  2023-04      2026-03

cases.case_event
case_kind       case_id  event     occurred_at  ground
procedure_case  HS1      extended  2026-01-06   TB 12/2026
procedure_case  HS2      extended  2026-01-07   -
procedure_case  HS2      paused    2026-01-07   -
procedure_case  HS3      extended  2026-01-08   QĐ 7/2026
procedure_case  HS4      extended  2026-03-16   -

duties.duty
agency_id  standard_id                     case_kind       case_id  month    status
A101       complaint_complexity_written    complaint       KN1      2026-01  met
A101       complaint_complexity_written    complaint       KN2      2026-01  overdue
A101       denunciation_extension_written  denunciation    TC1      2026-01  overdue
A101       proc_marriage_registration      procedure_case  HS1      2026-02  met
A101       proc_marriage_registration      procedure_case  HS2      2026-02  late
A101       proc_household_business         procedure_case  HS3      2026-02  late
A101       proc_marriage_registration      procedure_case  HS4      2026-03  late
"""

EXPECT = """
agency_id  standard_id                     period   numerator  denominator  unknown
A101       complaint_complexity_written    2026-01  1          2            0
A101       denunciation_extension_written  2026-01  0          1            0
A101       proc_marriage_registration      2026-01  1          2            0
"""


def test_spec():
    """HS2 was extended without a paper; the limit of HS3 can be extended by nobody; HS4 was extended the day after as_of."""
    spec("extension_written", GIVEN, EXPECT)


def test_random_tables_equal_the_reference():
    agrees_with_reference(
        "extension_written",
        values={
            "case_kind": ["procedure_case"],
            "standard_id": [
                "complaint_complexity_written",
                "proc_marriage_registration",
                "proc_certification_copy",
                "proc_household_business",
            ],
            "ground": ["QĐ 1", " ", None],
        },
    )
