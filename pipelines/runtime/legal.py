"""Rows of the law in a profile: standards, what a legal officer said of them, procedures, shorter limits, notes and questions."""

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field


class Loose(BaseModel):
    """Rows may carry more columns than we read."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Standard(Loose):
    standard_id: str
    plan_group: int = Field(ge=1, le=7)
    name_vi: str
    name_en: str
    legal_basis: str
    case_kind: str
    kind: Literal["deadline", "ratio", "existence"]
    direction: Literal["max", "min"]
    tier: str
    start_event: str
    end_event: str
    limit_value: Decimal | None = None
    unit: Literal["working_day", "calendar_day", "month", "hour", "working_hour", "percent"] | None = None
    cut_off_hour: int | None = None
    condition: str | None = None
    variant_of: str | None = None
    required: Decimal | None = Decimal(1)
    tolerance: Decimal = Field(default=Decimal("0.05"), gt=0)
    # within its plan group; variants of one duty share it
    weight: Decimal = Field(default=Decimal(1), ge=0)
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    status: Literal["confirmed", "seen", "to_confirm"]
    evidence: str | None = None
    carried_by: str | None = None
    due_event: str | None = None
    ends_on_working_day: bool = False
    extendable: bool = False
    led_by: str | None = None
    note: str | None = None
    extension_act: str | None = None
    extension_event: str | None = None
    max_extension_value: int | None = None
    max_extension_unit: Literal["working_day", "calendar_day", "month"] | None = None
    pause_from: dt.date | None = None
    measure: Literal["scored", "indicative", "not_measured"] = "scored"
    not_measured_reason_vi: str | None = None
    not_measured_reason_en: str | None = None
    question: str | None = None
    question_en: str | None = None
    owed_by: Literal["agency", "inspecting_agency", "parent_agency", "city"] = "agency"
    # register: one duty a period; register_by_document: one for every document of the period
    computed_by: Literal[
        "clock", "posting", "register", "register_by_document", "presence", "figure", "columns", "days_per_period", "events_per_case"
    ] = "clock"


class Confirmation(Loose):
    """A legal officer's word on a standard, dated; of several rows for one standard the last holds."""

    standard_id: str
    status: Literal["confirmed", "seen", "to_confirm"]
    by: str
    on: dt.date
    source: str


class Procedure(Loose):
    procedure_code: str
    standard_id: str
    name_vi: str
    name_en: str
    sector: str | None = None
    limit_value: Decimal | None = None
    unit: str | None = None
    tier: str | None = None
    effective_from: dt.date
    effective_to: dt.date | None = None
    status: str


class Override(Loose):
    """A shorter limit the city has set for a procedure, by a dated document."""

    procedure_code: str
    limit_value: Decimal
    unit: Literal["working_day", "calendar_day", "month", "hour", "working_hour"]
    effective_from: dt.date
    effective_to: dt.date | None = None
    document: str


class DerivedEvent(Loose):
    """`event` happens at the base due moment of `standard_id`: always, while open, or where a field of the case is filled."""

    event: str
    case_kind: str
    standard_id: str
    only_if: str


class LegalNote(Loose):
    """A row of the legal material that lays no duty on an agency."""

    id: str
    name_vi: str
    name_en: str
    why_vi: str
    why_en: str
    legal_basis: str | None = None


class Question(Loose):
    """What only a legal officer can answer."""

    id: str
    standard_ids: str | None = None
    question_vi: str
    question_en: str
    blocks: str | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def blocks_vi(self) -> str | None:
        """What waits for the answer, in Vietnamese: the half of `chấm điểm / scores` before the stroke."""
        return self.blocks.partition(" / ")[0] if self.blocks else None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def blocks_en(self) -> str | None:
        """The half behind it; a text without a stroke serves both."""
        return self.blocks.rpartition(" / ")[2] if self.blocks else None


class Incompatibility(Loose):
    """Rules that seem unable to hold together, found by reading: for the legal officer, no finding about the law."""

    id: str
    standard_ids: str
    limits_vi: str
    limits_en: str
    question_vi: str
    question_en: str


class EventName(Loose):
    """An event in the words of people."""

    event: str
    name_vi: str
    name_en: str
