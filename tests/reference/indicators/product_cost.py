"""Money spent on tasks completed in a month, against norm × products."""


def reference(tables, clock):
    found = {}
    for task in tables["cases.plan_task"]:
        day, products = task["completed_at"], task["products_completed"] or 0
        if day is None or day > clock["as_of_end"] or f"{day:%Y-%m}" < clock["first_month"] or products <= 0:
            continue
        amounts = found.setdefault((task["agency_id"], f"{day:%Y-%m}"), [0, 0, 0])
        if task["spent"] is None or task["norm_per_product"] is None:
            amounts[2] += 1
        else:
            amounts[0] += task["spent"]
            amounts[1] += task["norm_per_product"] * products
    return [(agency, "-", month, *amounts) for (agency, month), amounts in found.items()]
