"""sector_equality: tỷ số đúng hạn của doanh nghiệp tư nhân, FDI so với doanh nghiệp nhà nước — private and foreign-owned beside state enterprises."""

from tests.indicators.draw import STATUSES
from tests.indicators.spec import agrees_with_reference, spec

STANDARDS = ["proc_enterprise", "onestop_result_by_due_date"]
MONTHS = ["2023-03", "2023-04", "2026-03", "2026-04"]

GIVEN = """
cases.procedure_case
case_id  procedure_code  applicant_type
S1       A               state_enterprise
S2       A               state_enterprise
T1       A               private_enterprise
T2       A               private_enterprise
F1       A               foreign_enterprise
F2       B               foreign_enterprise
S9       A               state_enterprise
C1       A               citizen

duties.duty
agency_id  standard_id      case_kind       case_id  month    status
A101       proc_enterprise  procedure_case  S1       2026-01  met
A101       proc_enterprise  procedure_case  S2       2026-01  met
A101       proc_enterprise  procedure_case  T1       2026-01  met
A101       proc_enterprise  procedure_case  T2       2026-01  late
A101       proc_enterprise  procedure_case  F1       2026-01  overdue
A101       proc_enterprise  procedure_case  F2       2026-01  met
A202       proc_enterprise  procedure_case  S9       2026-01  met
A101       proc_enterprise  procedure_case  C1       2026-01  late
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  2          6            0
"""


def test_spec():
    """1 of 3 private or foreign-owned against 2 of 2 of the state: (1 × 2) : (2 × 3), so 0.33. Citizens are not compared, nor A202 with itself."""
    spec("sector_equality", GIVEN, EXPECT)


def duties(draw):
    """Few agencies and months, so that like dossiers meet in one stratum."""
    return [
        {
            "agency_id": draw.choice(["A1", "A2"]), "case_kind": draw.choice(["procedure_case", "procedure_case", "petition"]),
            "standard_id": draw.choice(STANDARDS), "case_id": f"C{number % 160 + 1}", "month": draw.choice(MONTHS), "status": draw.choice(STATUSES),
        }
        for number in range(480)
    ]  # fmt: skip


def test_random_tables_equal_the_reference():
    agrees_with_reference(
        "sector_equality",
        rows=160,
        values={
            "procedure_code": ["P1", "P2"],
            "applicant_type": ["state_enterprise", "private_enterprise", "foreign_enterprise", "citizen", None],
        },
        given={"duties.duty": duties},
    )
