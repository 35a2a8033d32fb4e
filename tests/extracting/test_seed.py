"""The seed article against every fact that was found in it by hand, with its sidecar and alone."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import nkdata
from nkdata import resources
from nkdata.extracting.json_lines import as_json

BESIDE = Path(__file__).parents[3] / "shared" / "bench" / "seed" / "check.py"


@pytest.mark.skipif(not BESIDE.is_file(), reason="the facts of the seed article are not beside this checkout")
@pytest.mark.parametrize("with_sidecar", [True, False], ids=["with its sidecar", "alone"])
def test_every_fact_of_the_seed_is_found(with_sidecar: bool, tmp_path: Path) -> None:
    seed = Path(str(resources.seed()))
    if not with_sidecar:
        seed = Path(shutil.copy(seed, tmp_path / seed.name))
    (article,) = nkdata.read_articles([str(seed)])
    extracted = tmp_path / "extracted.json"
    extracted.write_text(json.dumps(as_json(nkdata.extract(article))), encoding="utf-8")
    checked = subprocess.run([sys.executable, str(BESIDE), str(extracted)], capture_output=True, text=True, check=False)
    facts = checked.stdout.split("facts: ")[-1].split()[0].split("/")
    assert facts[0] == facts[1], checked.stdout
