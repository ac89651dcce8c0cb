"""What every test has: Jupyter as a new user finds it, and the project's data read once."""

import pytest

from ntt_coverage.dataset import read_ahead
from ntt_coverage.paths import CHECKOUT, ProjectPaths


@pytest.fixture(scope="session", autouse=True)
def _jupyter_of_a_new_user(tmp_path_factory):
    """Keep out the settings, signatures and open tabs that Jupyter holds on this computer."""
    own = tmp_path_factory.mktemp("jupyter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_CONFIG_DIR", str(own / "config"))
        patch.setenv("JUPYTER_DATA_DIR", str(own / "data"))
        patch.setenv("IPYTHONDIR", str(own / "ipython"))
        for name in ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _data_of_examples(doctest_namespace):
    read_ahead(ProjectPaths(CHECKOUT))
