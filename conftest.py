"""What every test has: a computer without habits, and the project's data read once."""

import pytest
from hypothesis import settings

from ntt_coverage.dataset import read_ahead
from ntt_coverage.paths import CHECKOUT, ProjectPaths

# a busy computer is no error of an example
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")

OF_THIS_COMPUTER = (
    "NTT_COVERAGE_LANG", "NTT_COVERAGE_ROOT", "COLUMNS", "LINES", "FORCE_COLOR", "CLICOLOR_FORCE",
    "PY_COLORS", "GITHUB_ACTIONS", "PYTHONWARNINGS", "PYTHONUNBUFFERED", "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH",
    "JUPYTER_TOKEN",
)  # fmt: skip
"""What changes how the programs that tests start behave."""


@pytest.fixture(scope="session", autouse=True)
def _computer_of_a_new_user(tmp_path_factory):
    """Keep out what is set here, and the settings and open tabs that Jupyter holds."""
    own = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_CONFIG_DIR", str(own / "config"))
        patch.setenv("JUPYTER_DATA_DIR", str(own / "data"))
        patch.setenv("IPYTHONDIR", str(own / "ipython"))
        for name in OF_THIS_COMPUTER:
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _data_of_examples(doctest_namespace):
    read_ahead(ProjectPaths(CHECKOUT))
