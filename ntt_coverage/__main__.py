"""``python -m ntt_coverage`` is the same program as ``ntt-coverage``."""

from ntt_coverage.cli import main

main()
