"""Of the dossiers handed back in a month, those whose applicant filed for the same procedure within ten working days."""

from tests.reference.indicators.duties import month_of, tally


def reference(tables, clock):
    working = sorted(day["day"] for day in tables["sources.calendar_day"] if day["is_working"])

    def after(start, end):
        """Working days after `start` up to and including `end`."""
        return sum(1 for day in working if start.date() < day <= end.date())

    found = []
    for dossier in tables["cases.procedure_case"]:
        back = dossier["finished_at"]
        if dossier["status"] != "returned" or back is None or back > clock["as_of_end"] or after(back, clock["as_of_end"]) < 10:
            continue
        token, procedure = dossier["applicant_token"], dossier["procedure_code"]
        answer = "no" if token and procedure else "unknown"
        for other in tables["cases.procedure_case"]:
            filed = other["submitted_at"] or other["accepted_at"]
            same = answer != "unknown" and (other["applicant_token"], other["procedure_code"]) == (token, procedure)
            if other is dossier or not same or filed is None:
                continue
            if back <= filed <= clock["as_of_end"] and after(back, filed) <= 10:
                answer = "yes"
        found.append((dossier["agency_id"], month_of(back), answer))
    return tally(found, clock)
