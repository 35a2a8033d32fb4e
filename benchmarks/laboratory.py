"""A JupyterLab of its own, for what only a browser shows: the workbench's benchmark, and its test."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from nkdata.resources import folder

PANEL = "window.jupyterapp.shell.currentWidget"
READY = f"() => window.jupyterapp && {PANEL}?.content?.widgets"
IDLE = (
    f"() => {{ const s = {PANEL}?.sessionContext; return s?.isReady && s.session?.kernel?.status === 'idle'; }}"
)  # fmt: skip
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True,
    },
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}  # fmt: skip


def explore(**given: str) -> dict[str, Any]:
    """The notebook `explore.ipynb` with these parameters, all of them texts."""
    notebook: dict[str, Any] = json.loads((folder("notebooks") / "explore.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        for name, value in given.items():
            source = source.replace(f'{name} = ""', f"{name} = {value!r}")
        cell["source"] = source
    return notebook


@contextmanager
def laboratory(held: Path, notebook: dict[str, Any]) -> Iterator[str]:
    """The address of a JupyterLab on an empty folder, in which the notebook stands as `explore.ipynb`.

    Raises RuntimeError with the end of its log where it does not answer within a minute.
    """
    (held / "explore.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    app = held / "app"
    shutil.copytree(Path(sys.prefix) / "share/jupyter/lab", app)
    (app / "settings").mkdir(exist_ok=True)
    (app / "settings" / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {name: str(held / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root",
        "--IdentityProvider.token=open", "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={held}",
        f"--LabApp.app_dir={app}", f"--LabApp.user_settings_dir={held / 'settings'}",
        f"--LabApp.workspaces_dir={held / 'workspaces'}",
    ]  # fmt: skip
    with (held / "lab.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | places, cwd=held)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            with suppress(OSError), urllib.request.urlopen(f"{address}/api?token=open", timeout=2):
                break
            time.sleep(0.5)
        else:
            raise RuntimeError((held / "lab.log").read_text(encoding="utf-8")[-2000:])
        yield address
    finally:
        server.terminate()
        server.wait(30)
