"""How big the package is: lines of Python, lines of rules and data, direct dependencies."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUDGET_LINES, BUDGET_DEPENDENCIES = 8000, 16


def lines(paths: list[Path]) -> int:
    """Lines that are neither blank nor a comment."""
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#")
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def main() -> None:
    """Print the table."""
    package = ROOT / "nkdata"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    code = lines(sorted(package.rglob("*.py")))
    rows = [
        ("lines of Python in nkdata/", code, f"budget {BUDGET_LINES}"),
        ("lines of Python in tests/", lines(sorted((ROOT / "tests").rglob("*.py"))), ""),
        ("rows of rule tables", lines(sorted((package / "extracting" / "rules").glob("*.csv"))), ""),
        ("rows of reference tables", lines(sorted((package / "reference").glob("*.csv"))), ""),
        ("direct dependencies", len(project["dependencies"]), f"budget {BUDGET_DEPENDENCIES}"),
    ]
    for what, number, note in rows:
        print(f"{what:<32}{number:>8}  {note}")


if __name__ == "__main__":
    main()
