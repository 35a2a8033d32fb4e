"""Publishers' files as their documentation describes them: columns and fields are theirs, every figure is ours."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# doc.emdat.be, "EM-DAT Public Table", as exported since 2023
EMDAT = next(
    csv.reader(
        [
            "DisNo.,Historic,Classification Key,Disaster Group,Disaster Subgroup,Disaster Type,Disaster Subtype,"
            "External IDs,Event Name,ISO,Country,Subregion,Region,Location,Origin,Associated Types,OFDA/BHA Response,"
            "Appeal,Declaration,AID Contribution ('000 US$),Magnitude,Magnitude Scale,Latitude,Longitude,River Basin,"
            "Start Year,Start Month,Start Day,End Year,End Month,End Day,Total Deaths,No. Injured,No. Affected,"
            "No. Homeless,Total Affected,Reconstruction Costs ('000 US$),\"Reconstruction Costs, Adjusted ('000 US$)\","
            "Insured Damage ('000 US$),\"Insured Damage, Adjusted ('000 US$)\",Total Damage ('000 US$),"
            '"Total Damage, Adjusted (\'000 US$)",CPI,Admin Units,Entry Date,Last Update'
        ]
    )
)
KNOWN = {  # an entry that its GLIDE number ties to the flood of 2016
    "DisNo.": "2016-9901-PRK", "Disaster Type": "Flood", "External IDs": "DFO:1|GLIDE:FL-2016-000097", "ISO": "PRK",
    "Start Year": 2016, "Start Month": 8, "Start Day": 20, "End Year": 2016, "Total Deaths": 50, "No. Injured": 0,
    "Total Affected": 600, "Total Damage ('000 US$)": 7, "Last Update": "2023-09-25",
}  # fmt: skip
UNKNOWN = {  # one of a month in which the tables have nothing
    "DisNo.": "2031-9902-PRK", "Disaster Type": "Storm", "Event Name": "Testa", "ISO": "PRK",
    "Location": "Kangwon and South Hamgyong", "Start Year": 2031, "Start Month": 7, "Total Deaths": 3,
    "Last Update": "2031-08-01",
}  # fmt: skip
# comtradeplus.un.org, "Trade Data", as exported since 2022; the first columns of 47
COMTRADE = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
    "partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,cmdCode,cmdDesc,"
    "customsCode,mosCode,motCode,cifvalue,fobvalue,primaryValue"
)
SQUARE = [[124.3, 40.0], [124.4, 40.0], [124.4, 40.05], [124.3, 40.05], [124.3, 40.0]]


def emdat(path: Path, *entries: Mapping[str, Any], version: str = "2031-09-01") -> Path:
    """A workbook as EM-DAT exports it."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "EM-DAT Data"
    sheet.append(EMDAT)
    for entry in entries:
        sheet.append([entry.get(name) for name in EMDAT])
    told = book.create_sheet("EM-DAT Info")
    told.append(["Source:", "EM-DAT, CRED / UCLouvain, Brussels, Belgium"])
    told.append(["Version:", version])
    book.save(path)
    return path


def field_report(**changes: Any) -> dict[str, Any]:
    """A field report with the fields of IFRC GO that matter; three tolls by three who count."""
    report: dict[str, Any] = {
        "id": 99, "title": "PRK: Flood", "countries": [{"iso": "KP", "iso3": "PRK"}], "dtype": {"name": "Flood"},
        "start_date": "2016-08-29T00:00:00Z", "created_at": "2016-09-05T08:00:00Z",
        "updated_at": "2016-09-12T08:00:00Z", "event": {"glide": "FL-2016-000097-PRK"}, "num_dead": 11,
        "gov_num_dead": 22, "other_num_dead": 33, "num_missing": 0, "gov_num_missing": None, "num_injured": None,
    }  # fmt: skip
    return report | changes


def comtrade(*rows: tuple[str, str, str], reporter: str = "156", partner: str = "408", goods: str = "TOTAL") -> str:
    """The text of a CSV: rows of period, flow and US dollars."""
    lines = [
        f'C,M,20300101,2030,1,{period},{reporter},CHN,China,{flow},Export,{partner},PRK,"Dem. People\'s Rep. of Korea",'
        f"0,W00,World,H6,{goods},All Commodities,C00,0,0,,,{usd}"
        for period, flow, usd in rows
    ]
    return "\n".join([COMTRADE, *lines]) + "\n"


def outline(*rings: list[list[float]]) -> str:
    """GeoJSON of one polygon: its outline and holes."""
    shape = {"type": "Polygon", "coordinates": list(rings)}
    return json.dumps(
        {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": shape}]}
    )
