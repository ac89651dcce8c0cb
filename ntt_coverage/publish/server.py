"""What our JupyterLab does otherwise than others: it keeps its token, and starts no script."""

import secrets
from typing import Any

from jupyter_server.auth.identity import IdentityProvider
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets import Unicode, default

__all__: list[str] = []  # only the server takes something from here, by the command of lab.py


class OwnIdentity(IdentityProvider):
    """Let in who has the token of this very start; no settings of the user can take it away."""

    token = Unicode()  # without config=True, so that no file of settings is asked
    token_generated = True  # the printed address is to hold it

    @default("token")
    def _new_token(self) -> str:
        return secrets.token_hex(24)


class OwnContents(AsyncLargeFileManager):
    """Open a notebook without the state of widgets that it was saved with.

    JupyterLab brings such a state to life on opening, trusted or not, and that of anywidget holds
    a program. Widgets are there again when their cell is run.
    """

    async def get(self, *arguments: Any, **options: Any) -> dict[str, Any]:
        """Return what a file or folder holds.

        Parameters
        ----------
        *arguments, **options
            As for any manager of contents.

        Returns
        -------
        dict
            A notebook's content is without ``metadata.widgets``.
        """
        model: dict[str, Any] = await super().get(*arguments, **options)
        notebook = model.get("content") if model.get("type") == "notebook" else None
        if isinstance(notebook, dict) and isinstance(notebook.get("metadata"), dict):
            notebook["metadata"].pop("widgets", None)
        return model
