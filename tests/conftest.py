"""What several tests need and is dear to make."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the report on the seed, made once by papermill."""
    from nkdata.reporting.run import report

    return report([], out=tmp_path_factory.mktemp("reports")).parent
