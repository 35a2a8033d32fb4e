"""UN Comtrade's CSV: total trade of China or Russia with North Korea, as the two declared it.

Names of columns as the service writes them (comtradeplus.un.org, "Trade Data", and its predecessor until 2022): the
reporter's exports (flow X) go to North Korea, its imports (flow M) come from there; `primaryValue` is in US dollars.
Only the total of all goods, all partners behind them, all customs procedures and means of transport counts.  Nothing
is summed: where the file has no such total, nothing is taken.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from nkdata.curating.rows import Batch, Cells, NewRow, Said, plain, source
from nkdata.errors import UnreadableArticle
from nkdata.reference.load import Tables

# our name → names of the column, the newer first
COLUMNS = {
    "reporter": ("reporterCode", "Reporter Code"),
    "partner": ("partnerCode", "Partner Code"),
    "flow": ("flowCode", "Trade Flow Code", "TradeFlow Code"),
    "goods": ("cmdCode", "Commodity Code"),
    "period": ("period", "Period"),
    "usd": ("primaryValue", "Trade Value (US$)", "TradeValueUS"),
}
WHOLE = {"partner2Code": ("0", ""), "customsCode": ("C00", ""), "motCode": ("0", ""), "mosCode": ("0", "")}
TABLES = {"156": "trade_china_dprk", "643": "trade_russia_dprk"}  # UN M49 code of the reporter
FLOWS = {"X": "exports_to_dprk_usd", "2": "exports_to_dprk_usd", "M": "imports_from_dprk_usd",
         "1": "imports_from_dprk_usd"}  # fmt: skip
NORTH_KOREA = "408"
LONGEST = 20_000  # characters of the line of names
SHOWN = 40  # characters of a cell in a message
NAMES = {one for known in COLUMNS.values() for one in known} | {*WHOLE}


def is_head(line: str) -> bool:
    """Whether a line names the columns of such a file."""
    names = next(csv.reader([line[:LONGEST]]), [])
    return all(any(one in names for one in known) for known in COLUMNS.values())


def read(text: str, where: str, tables: Tables, said: Said) -> Batch:
    """The rows that a file holds for the tables of trade, `known_on` the day that the user says.

    Raises BadParameter without one, UnreadableArticle for a cell that cannot be and for a total that stands twice.
    """
    said.needed(where, "day")
    found: dict[tuple[str, str], dict[str, float]] = {}
    others = 0
    reader = csv.DictReader(io.StringIO(text, newline=""))
    twice = [one for one, many in Counter(reader.fieldnames or ()).items() if many > 1 and one in NAMES]
    if twice:
        raise UnreadableArticle(f"{where}:1", f"column “{twice[0]}” stands there twice", "download the file again")
    for cells in _lines(reader, where):
        row = {ours: next((cells[one] or "").strip() for one in known if one in cells)
               for ours, known in COLUMNS.items()}  # fmt: skip
        table, flow = TABLES.get(row["reporter"]), FLOWS.get(row["flow"])
        if table is None or flow is None or row["partner"] != NORTH_KOREA or not _whole(row, cells):
            others += 1
            continue
        line = f"{where}:{reader.line_num}"
        period = re.fullmatch(r"((?:19|20)[0-9]{2})(0[1-9]|1[0-2])?", row["period"])
        if period is None or not re.fullmatch(r"[0-9]{1,15}(\.[0-9]+)?", row["usd"]):
            seen = f"period “{row['period'][:SHOWN]}”, value “{row['usd'][:SHOWN]}”"
            raise UnreadableArticle(line, seen, "download the file again")
        told = found.setdefault((table, "-".join(filter(None, period.groups()))), {})
        if told.setdefault(flow, float(row["usd"])) != float(row["usd"]):
            raise UnreadableArticle(line, "another total of the same period and flow", "choose one classification")
    rows = [_row(table, period, told, tables, said) for (table, period), told in sorted(found.items())]
    ident = f"comtrade-{said.day}"
    if rows:
        title = f"UN Comtrade, as downloaded on {said.day} (terms: comtrade.un.org, with credit)"
        rows.insert(0, source("sources_sanctions", ident, title, "UN Statistics Division", said.day,
                              "https://comtradeplus.un.org"))  # fmt: skip
    left = [f"rows that are no total of China's or Russia's trade with North Korea: {others:,}"] if others else []
    return Batch(tuple(rows), left_out=tuple(left))


def _lines(reader: csv.DictReader[str], where: str) -> Iterator[dict[str, str]]:
    """The rows of a file.  Raises UnreadableArticle for one that is no CSV."""
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableArticle(f"{where}:{reader.line_num}", f"no CSV ({error})", "download the file again") from error


def _whole(row: Mapping[str, str], cells: Mapping[str, str]) -> bool:
    """Whether a row is the total of all that could be split."""
    return row["goods"] == "TOTAL" and all((cells.get(one) or "").strip() in whole for one, whole in WHOLE.items())


def _row(table: str, period: str, told: Mapping[str, float], tables: Tables, said: Said) -> NewRow:
    """A period's row, the one to draw where no other series has the period."""
    frequency = "monthly" if "-" in period else "annual"
    drawn = any(
        row.cells["preferred"] == "yes" and row.cells["series"] != "comtrade"
        for row in tables.rows[table]
        if (row.cells["period"], row.cells["frequency"]) == (period, frequency)
    )
    cells: Cells = {
        "period": period,
        "frequency": frequency,
        "series": "comtrade",
        "preferred": "no" if drawn else "yes",
        **{flow: plain(usd) for flow, usd in told.items()},
        "basis": "reported",
        "known_on": said.day,
        "known_how": "page",
        "source_id": f"comtrade-{said.day}",
        "confidence": "single_source",
    }
    return NewRow(table, cells, f"{period} {frequency} comtrade")
