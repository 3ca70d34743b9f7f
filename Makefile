# One command list: hooks and CI call these targets, the README names them.
PYTHON ?= python3.11
UV := .make/bin/uv
RUN := $(UV) run --locked --no-sync
LAWGAP_PROFILE ?= sample
# one history a profile, as `lawgap run` has it
HISTORY = $(CURDIR)/home/dagster/$(notdir $(LAWGAP_PROFILE:/=))
export DAGSTER_DISABLE_TELEMETRY = 1
export GX_ANALYTICS_ENABLED = False

.PHONY: demo dev test test-all bench check format browser spark clean

.make/bin/uv:
	$(PYTHON) -m venv .make
	.make/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

.venv/.synced: .make/bin/uv pyproject.toml uv.lock
	$(UV) sync --locked --quiet --compile-bytecode
	touch $@

demo: .venv/.synced ## a fictional city: simulate, publish, say what to open
	$(RUN) lawgap demo

dev: .venv/.synced ## the Dagster UI on 127.0.0.1:3000, profile sample unless LAWGAP_PROFILE says otherwise
	mkdir -p $(HISTORY) && cp dagster.yaml $(HISTORY)/dagster.yaml
	DAGSTER_HOME=$(HISTORY) LAWGAP_HOME=$(CURDIR)/home LAWGAP_PROFILE=$(LAWGAP_PROFILE) LAWGAP_DAGSTER_PORT=3000 \
		$(RUN) dagster dev -w workspace.yaml -h 127.0.0.1 -p 3000

browser: ## what the browser tests need from the system
	@if ! command -v chromium >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; \
		else echo "browser tests need chromium and fonts-noto-core: install them, or those tests are skipped and say so"; fi; fi

check: .venv/.synced ## lint, format, types, and docs/generated as the profile and the SQL say
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) sqlfluff lint --quiet sql
	$(RUN) python -m pipelines.catalogue --check

format: .venv/.synced
	$(RUN) ruff format .
	$(RUN) ruff check --fix .

test: .venv/.synced browser check
	# one process more than processors: servers, disks and browsers are waited for
	$(RUN) pytest -q -n $$(( $$($(RUN) python -c 'import os; print(os.cpu_count())') + 1 )) --dist loadfile --no-loadscope-reorder

spark: .venv/.synced ## what the second engine's tests need: pyspark, and a Java from the system
	$(UV) sync --locked --quiet --extra spark
	@if ! command -v java >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless >/dev/null; \
		else echo "tests of the Spark engine need Java 17 or newer: install it, or those tests are skipped and say so"; fi; fi

test-all: .venv/.synced browser spark check ## slow worlds and the second engine as well
	$(RUN) pytest -q -m "slow or not slow"

bench: .venv/.synced ## how fast and how right: about an hour
	$(RUN) lawgap bench accuracy
	$(RUN) lawgap bench speed

clean:
	rm -rf .make .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
