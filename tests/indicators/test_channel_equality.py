"""channel_equality: tỷ số đúng hạn trực tuyến so với trực tiếp, cùng thủ tục — on-time share of online beside direct dossiers."""

from tests.indicators.draw import STATUSES
from tests.indicators.spec import agrees_with_reference, spec

STANDARDS = ["proc_household_business", "proc_birth_registration", "onestop_result_by_due_date"]
MONTHS = ["2023-03", "2023-04", "2026-03", "2026-04"]

GIVEN = """
cases.procedure_case
case_id  procedure_code  channel
O1       A               online
O2       A               online
D1       A               direct
D2       A               direct
D3       A               direct
O4       B               online
D9       A               direct
P1       A               post
N1       A               -

duties.duty
agency_id  standard_id                 case_kind       case_id  month    status
A101       proc_household_business     procedure_case  O1       2026-01  met
A101       proc_household_business     procedure_case  O2       2026-01  late
A101       proc_household_business     procedure_case  D1       2026-01  met
A101       proc_household_business     procedure_case  D2       2026-01  met
A101       proc_household_business     procedure_case  D3       2026-01  overdue
A101       proc_birth_registration     procedure_case  O4       2026-01  late
A101       proc_household_business     procedure_case  P1       2026-01  late
A101       proc_household_business     procedure_case  N1       2026-01  met
A202       proc_household_business     procedure_case  D9       2026-01  met
A101       onestop_result_by_due_date  procedure_case  O1       2026-01  late
"""

EXPECT = """
agency_id  period   numerator  denominator  unknown
A101       2026-01  3          4            1
"""


def test_spec():
    """1 of 2 online against 2 of 3 direct: (1 × 3) : (2 × 2), so 0.75. Procedure B, and A202, have one channel: nothing to compare."""
    spec("channel_equality", GIVEN, EXPECT)


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
        "channel_equality",
        rows=160,
        values={"procedure_code": ["P1", "P2"], "channel": ["online", "direct", "post", None]},
        given={"duties.duty": duties},
    )
