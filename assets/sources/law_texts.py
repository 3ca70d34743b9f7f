"""What the law leaves to people, as tables: notes that lay no duty, open questions, confirmations, and incompatibilities found by reading."""

from pipelines.runtime.profile import Profile

NOTE = {"id": "TEXT", "name_vi": "TEXT", "name_en": "TEXT", "why_vi": "TEXT", "why_en": "TEXT", "legal_basis": "TEXT"}
QUESTION = {"id": "TEXT", "standard_ids": "TEXT", "question_vi": "TEXT", "question_en": "TEXT", "blocks_vi": "TEXT", "blocks_en": "TEXT"}
CONFIRMATION = {"number": "BIGINT", "standard_id": "TEXT", "status": "TEXT", "by": "TEXT", "on": "DATE", "source": "TEXT"}
INCOMPATIBILITY = {
    "id": "TEXT", "standard_ids": "TEXT", "limits_vi": "TEXT", "limits_en": "TEXT", "question_vi": "TEXT", "question_en": "TEXT",
}  # fmt: skip


def text_tables(profile: Profile) -> dict[str, tuple[list[dict], dict[str, str]]]:
    """Rows and types of `sources.legal_note`, `open_question`, `confirmation` and `possible_contradiction`."""
    return {
        "legal_note": ([note.model_dump() for note in profile.legal_notes], NOTE),
        "open_question": ([question.model_dump() for question in profile.open_questions], QUESTION),
        # in the order written: of several words on one standard the last holds
        "confirmation": ([{"number": n, **word.model_dump()} for n, word in enumerate(profile.confirmations, 1)], CONFIRMATION),
        "possible_contradiction": ([found.model_dump() for found in profile.possible_contradictions], INCOMPATIBILITY),
    }
