"""What several tests need and is dear to make."""

import os
from pathlib import Path

import pytest
from filelock import FileLock


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report on the seed, made once by papermill, by whichever test process asks first."""
    from nkdata.reporting.run import report

    base = tmp_path_factory.getbasetemp()
    out = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "published"
    with FileLock(out.with_suffix(".lock")):
        latest = out / "latest"
        return latest if latest.exists() else report([], out=out).parent
