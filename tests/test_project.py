"""What holds the project together: pins, layers, ground rules."""

import ast
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "nkdata"
# The way of the data: a module may import from its own room, from rooms before it, and from the leaves.
WAY = [
    "reading",
    "extracting",
    "collection",
    "review",
    "curating",
    "questions",
    "charts",
    "reporting",
    "workbench",
    "commands",
    "cli",
]
SEED_SHA256 = "e14628d26803bd627d7362ce5b80f454216ebd7513d1aa763284abc5224b3112"
LEAVES = {"model", "errors", "resources", "reference", "__version__"}


def project() -> dict[str, list[str]]:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [one for held in data["project"]["optional-dependencies"].values() for one in held]
    return {"core": data["project"]["dependencies"], "extras": extras, "dev": data["dependency-groups"]["dev"]}


def pins() -> dict[str, str]:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, flags=re.MULTILINE))


@pytest.mark.parametrize("needed", [one for held in project().values() for one in held])
def test_every_requirement_is_met_by_the_lock(needed: str) -> None:
    requirement = Requirement(needed)
    pinned = pins().get(requirement.name)
    assert pinned is not None, f"{requirement.name} is not in requirements.lock; run make lock"
    assert requirement.specifier.contains(pinned), f"{requirement} against {pinned}; run make lock"


def test_the_lock_holds_hashes_and_no_addresses() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    blocks = re.split(r"^(?=[a-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_conda_users_get_the_same_pins_and_python() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    assert pip == ["--requirement requirements.lock"]
    python = next(item for item in environment["dependencies"] if str(item).startswith("python="))
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert f">={python.split('=')[1]}" == data["project"]["requires-python"]


def test_the_core_stays_within_sixteen_dependencies() -> None:
    assert len(project()["core"]) <= 16


def imports(path: Path) -> set[str]:
    """The rooms of the package that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module == "nkdata":
            names = [f"nkdata.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            names = [node.module]
        found |= {name.split(".")[1] for name in names if name.startswith("nkdata.")}
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    allowed = LEAVES if room in LEAVES else LEAVES | set(WAY[: WAY.index(room) + 1])
    assert imports(path) - allowed == set(), f"{room} may not import from these"


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "('pandas', 'numpy', 'matplotlib', 'papermill', 'typer')"
    code = f"import sys, nkdata; print([m for m in {heavy} if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def tracked() -> list[Path]:
    """Every text file that the project ships."""
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
            "\n"
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout: the list of shipped files is not to be had")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file() and not name.endswith((".png", ".lock"))]


def test_no_file_names_one_machine_or_a_registry() -> None:
    # spelled in pieces, so that this file does not find itself
    wrong = re.compile(
        "|".join(
            [
                r"(?<![\w.])/(?:wo" + r"rk|ho" + r"me|ro" + r"ot|fa" + r"rm)/[a-z]",
                "pypi" + r"\.org",
                "python" + "hosted",
            ]
        )
    )
    found = [
        f"{path.relative_to(ROOT)}: {m.group()}"
        for path in tracked()
        for m in wrong.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_seed_article_is_untouched() -> None:
    data = (ROOT / "seeds" / "000_47f1a0ae3c443b6e.txt").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SEED_SHA256


def test_notebook_cells_are_short_and_define_nothing() -> None:
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code":
                assert len(source.splitlines()) <= 15, f"{path.name}: {source[:60]}"
                assert not re.search(r"^\s*(def|class) ", source, flags=re.MULTILINE), f"{path.name}: {source[:60]}"
