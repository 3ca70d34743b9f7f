{% import "flag-rows.html" as list with context %}
{% set more %}{{ list.rows(standing) }}{% endset %}
{% set more_ended %}{{ list.rows(ended) }}{% endset %}
window.lawgapFlags={{ {"fields": fields, "head": head, "rows": rows, "more": {"standing": more|string, "ended": more_ended|string}}|script_json }};
