from __future__ import annotations

import pytest

from graphbuild.readers.dates import iso_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-02-04", "2025-02-04"),
        (" 2025-02 ", "2025-02"),
        ("2025", "2025"),
        ("2025-02-04T23:30:00-08:00", "2025-02-04"),
        ("2025-02-04 10:00", "2025-02-04"),
        ("20250204", "2025-02-04"),
        ("2025/2/4", "2025-02-04"),
        ("2025.02.04", "2025-02-04"),
        ("4 February 2025", "2025-02-04"),
        ("4th of February, 2025", "2025-02-04"),
        ("Feb. 4, 2025", "2025-02-04"),
        ("Sept. 14, 2024", "2024-09-14"),
        ("February 2025", "2025-02"),
        ("Tue, 04 Feb 2025 23:30:00 -0800", "2025-02-04"),
        ("13/02/2025", "2025-02-13"),
        ("02/13/2025", "2025-02-13"),
        ("03/03/2025", "2025-03-03"),
        ("1850-12-31", "1850-12-31"),
    ],
)
def test_dates_of_the_precision_they_have(written, expected):
    assert iso_date(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "yesterday", "Tuesday", "4 February", "04/02/2025", "2025-13", "2025-02-30", "0000",
     "4 February at 1030", "20251304", "4/13/25",
     "12",
     "2025 was a hard year", "4 février 2025", "1700000000", "2025" * 30, "2025-02-04x"],
)  # fmt: skip
def test_what_is_no_date(written):
    assert iso_date(written) is None
