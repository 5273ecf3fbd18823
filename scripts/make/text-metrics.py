"""Writes src/chart/widths.rs: the advance widths of IBM Plex Sans that the charts lay text out with.

Charts are drawn where there is no font to ask (a worker, a native binary), so they carry these widths.

    npm pack @ibm/plex-sans@1.1.0 && tar xzf ibm-plex-sans-1.1.0.tgz
    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0 brotli
    venv/bin/python scripts/make/text-metrics.py package > src/chart/widths.rs
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

folder = Path(sys.argv[1]) / "fonts" / "complete" / "woff2"


def widths(weight):
    font = TTFont(folder / f"IBMPlexSans-{weight}.woff2")
    assert font["head"].unitsPerEm == 1000
    names, advances = font.getBestCmap(), font["hmtx"]
    return [advances[names[code]][0] for code in range(0x20, 0x7F)]


print("//! Advance widths of IBM Plex Sans 1.1.0 for U+0020..=U+007E, in thousandths of the font size.")
print("//! Written by `scripts/make/text-metrics.py`.")
for name, weight in (("REGULAR", "Regular"), ("SEMIBOLD", "SemiBold")):
    values = widths(weight)
    print(f"\n/// Weight {400 if weight == 'Regular' else 600}.")
    print(f"pub(super) const {name}: [u16; {len(values)}] = [")
    for start in range(0, len(values), 16):
        print("    " + ", ".join(str(value) for value in values[start : start + 16]) + ",")
    print("];")
