"""The options by which a user says what the records of others keep where."""

from __future__ import annotations

from typing import Annotated

import typer

Published = Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication of all of them.")]
IdField = Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds a record's id.")]
TextField = Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds its text.")]
TitleField = Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds its title.")]
DateField = Annotated[str | None, typer.Option(metavar="FIELD", help="Field that holds its day of publication.")]
