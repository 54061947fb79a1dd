"""Zip packages: the same content is the same bytes, whenever it is written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first date a zip file can hold: what it says of its parts' age means nothing."""


def with_fixed_dates(package: bytes) -> bytes:
    """`package` with its parts in the same order and compression, and all dates alike."""
    output = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(output, "w") as target:
        for part in source.infolist():
            info = ZipInfo(part.filename, _DATE)
            # An EPUB's and an ODT's `mimetype` must stay uncompressed.
            info.compress_type = ZIP_STORED if part.compress_type == ZIP_STORED else ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, source.read(part))
    return output.getvalue()
