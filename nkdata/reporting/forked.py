"""Kernels that are forked from a process in which everything is loaded, as jupyter_client starts them."""

from __future__ import annotations

import os
import signal
import sys
from importlib.metadata import EntryPoint
from multiprocessing import Pipe
from pathlib import Path
from typing import Any, ClassVar

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "forked"
LAUNCHER = ("-m", "ipykernel_launcher")  # how a kernel spec starts the kernel of Python


class Kernel:
    """A process forked from this one, which waits to become a kernel; of `subprocess.Popen` what provisioners ask."""

    stdin = stdout = stderr = None

    def __init__(self) -> None:
        """Fork it."""
        told, self._tell = Pipe(duplex=False)
        self.returncode: int | None = None
        self.pid = os.fork()
        if self.pid == 0:
            try:
                self._tell.close()
                _become_kernel(*told.recv())
            finally:
                os._exit(1)
        told.close()

    def start(self, arguments: list[str], folder: str, environment: dict[str, str]) -> None:
        """Let it run the kernel."""
        self._tell.send((arguments, folder, environment))

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def wait(self) -> int:
        """Wait for its end."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def _become_kernel(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Run a kernel of Python in this process, as `python -m ipykernel_launcher` does in a new one."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # what a user types at the report concerns the report
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["ipykernel_launcher", *arguments]
    kernel: Any = IPKernelApp.instance()
    kernel.initialize([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])  # it ends with its parent
    kernel.start()
    os._exit(0)


class Forked(LocalProvisioner):
    """Starts Python's kernel in the process that is spare, any other kernel by its command."""

    spare: ClassVar[Kernel | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start it; returns what a client needs to connect to it."""
        spare, Forked.spare = Forked.spare, None
        if spare is None or tuple(cmd[:3]) != (sys.executable, *LAUNCHER):
            return await super().launch_kernel(cmd, **kwargs)
        spare.start(cmd[3:], str(Path(kwargs.get("cwd") or "").resolve()), kwargs["env"])
        self.process = spare  # type: ignore[assignment]  # all that is asked of a Popen here
        self.pid = self.pgid = spare.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info


def be_default(spare: Kernel) -> None:
    """Let the first kernel that this process starts be the spare one."""
    Forked.spare = spare
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:{Forked.__name__}", factory.GROUP_NAME)
    factory.default_provisioner_name = NAME
