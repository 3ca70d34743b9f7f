"""dossier_refiled: hồ sơ bị trả lại rồi nộp lại trong 10 ngày làm việc
— returned dossiers filed again within ten working days."""

from tests.indicators.spec import agrees_with_reference, spec

GIVEN = """
cases.procedure_case
case_id  agency_id  procedure_code  applicant_token  submitted_at      finished_at       status
H1       A101       P1              T1               2026-02-10        2026-02-27 09:00  returned
H1b      A101       P1              T1               2026-03-13 16:00  -                 processing
H2       A101       P1              T2               2026-02-11        2026-02-27 09:00  returned
H2b      A101       P1              T2               2026-03-16 08:00  -                 processing
H3       A101       P1              T3               2026-02-12        2026-02-27 09:00  returned
H3b      A101       P2              T3               2026-03-02        -                 processing
H4       A101       P1              T4               2026-02-13        2026-02-27 09:00  returned
H4b      A101       P1              T4               2026-02-27 08:00  -                 processing
H5       A101       P1              -                2026-02-13        2026-02-27 09:00  returned
H7       A101       P1              T7               2026-02-13        2026-02-27        returned
H7b      A101       P1              T7               2026-02-27        -                 processing
H6       A101       P1              T6               2026-03-02        2026-03-18 09:00  returned
H6b      A101       P1              T6               2026-03-19        -                 processing
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-02  2          5            1
"""


def test_spec():
    """Returned on Friday 27 February 2026, the tenth working day is Friday 13 March; another procedure or applicant does not count."""
    spec("dossier_refiled", GIVEN, EXPECT)


def test_nobody_is_judged_before_the_ten_days_are_over():
    """Returned on 18 March, nine working days before as_of: already refiled, but who else will be is not known yet."""
    early = GIVEN.replace("2026-03-18 09:00", "2026-03-17 09:00")
    spec("dossier_refiled", early, EXPECT + "A101       2026-03  1          1            0\n")


def test_random_tables_equal_the_reference():
    agrees_with_reference("dossier_refiled", rows=250, values={"status": ["returned", "returned", "finished", None]})
