# Each target calls bootstrap.py, which does the same on Windows: py bootstrap.py report
# Options: make report QUARTER=2019Q3 LANG_REPORT=en ARGS="--out FOLDER"
#          make test PYTEST_ARGS="-k coverage"

PYTHON ?= python3
SYSTEM_PACKAGES ?= chromium fonts-dejavu-core poppler-utils libreoffice-calc libreoffice-impress faketime

# the last line of `make report` is the report, also when make calls make
MAKEFLAGS += --no-print-directory

BOOTSTRAP = @$(PYTHON) bootstrap.py
REPORT_OPTIONS = $(if $(QUARTER),--quarter $(QUARTER)) $(if $(LANG_REPORT),--lang $(LANG_REPORT)) $(ARGS)
FUZZ_OPTIONS = $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEED),--seed $(SEED)) $(ARGS)

.DEFAULT_GOAL := help
.PHONY: help report test stress fuzz check docs lab doctor bench wheelhouse lock system clean

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

report:  ## Buat laporan triwulan / build the report (QUARTER=2019Q3 LANG_REPORT=en)
	$(BOOTSTRAP) report $(REPORT_OPTIONS)

test:  ## Periksa kode, lalu uji / check the code, then run the tests (PYTEST_ARGS=...)
	$(BOOTSTRAP) test $(PYTEST_ARGS)

stress:  ## Uji berat, beberapa menit / the heavy tests, some minutes (PYTEST_ARGS=...)
	$(BOOTSTRAP) stress $(PYTEST_ARGS)

fuzz:  ## Bersihkan berkas rusak, 5 menit / clean damaged files, 5 minutes (SECONDS=... SEED=...)
	$(BOOTSTRAP) fuzz $(FUZZ_OPTIONS)

check:  ## Periksa gaya dan tipe / check style and types (ruff, mypy)
	$(BOOTSTRAP) check

docs:  ## Susun situs dokumentasi / build the documentation site (build/docs)
	$(BOOTSTRAP) docs $(ARGS)

lab:  ## Buka JupyterLab / open JupyterLab on the notebooks
	$(BOOTSTRAP) lab $(ARGS)

doctor:  ## Periksa komputer ini / check this computer
	$(BOOTSTRAP) doctor

bench:  ## Ukur waktu laporan / time the report
	$(BOOTSTRAP) bench $(ARGS)

wheelhouse:  ## Kumpulkan paket untuk tanpa internet / collect packages for offline installs
	$(BOOTSTRAP) wheelhouse

lock:  ## Susun ulang kedua berkas kunci / recompile both locks (needs uv; ARGS=--upgrade)
	$(BOOTSTRAP) lock $(ARGS)

system:  ## Pasang paket sistem untuk uji peramban / install system packages for browser tests
	@missing=; for package in $(SYSTEM_PACKAGES); do \
		dpkg -s $$package 2>/dev/null | grep -q '^Status: install ok installed' \
			|| missing="$$missing $$package"; \
	done; \
	if [ -z "$$missing" ]; then echo "Paket sistem sudah ada / system packages are there"; exit 0; fi; \
	if ! command -v apt-get >/dev/null 2>&1; then \
		echo "Hanya untuk Debian; pasang sendiri / for Debian only; install yourself:$$missing"; exit 1; fi; \
	as_root=; if [ "$$(id -u)" -ne 0 ]; then as_root=sudo; fi; \
	if [ -n "$$as_root" ] && ! command -v sudo >/dev/null 2>&1; then \
		echo "Perlu root / needs root: apt-get install$$missing"; exit 1; fi; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing

clean:  ## Hapus .venv dan tembolok / delete .venv and caches; reports and wheelhouse stay
	$(BOOTSTRAP) clean
