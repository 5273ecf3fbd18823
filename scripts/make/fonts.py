#!/usr/bin/env python3
"""Makes public/fonts/*.woff2 and style/fonts.css from IBM Plex.

Run it in a virtual environment that has `fonttools==4.68.0` and `brotli==1.2.1`:

    npm install --ignore-scripts --prefix .venv/plex @ibm/plex-sans@1.1.0 @ibm/plex-mono@2.5.0
    python scripts/make/fonts.py .venv/plex/node_modules/@ibm --system /usr/share/fonts/truetype

`--system` is a folder that holds Debian's fonts-liberation (same widths as Arial and Courier New), fonts-roboto-unhinted
and fonts-dejavu-core: the fallback faces are stretched until a line of English is as wide as in Plex, so nothing moves
when the web font arrives.
"""

import argparse
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
# What the site's own text uses, fetched with every first view; and the rest of western Latin with the signs of
# statistics, fetched only where such a character stands.
CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0°±²·×–—‘’“”…←↑→↓−≤≥✓"
MORE = "".join(chr(code) for code in range(0xA1, 0x100) if code != 0xAD) + "‚„†•‹›€™↗≈≠∑√∞ΔΣαβλμπσχŁłŠšŽž₂"
MORE = "".join(character for character in MORE if character not in CHARACTERS)
# Letters per 1,000 of English text, blanks and common signs included.
FREQUENCY = {
    " ": 180, "e": 102, "t": 75, "a": 65, "o": 62, "i": 57, "n": 57, "s": 53, "h": 50, "r": 50, "d": 33, "l": 33, "u": 23,
    "c": 22, "m": 20, "f": 18, "w": 17, "g": 16, "p": 15, "y": 14, "b": 12, ",": 10, ".": 10, "v": 8, "k": 5, "T": 3,
    "A": 3, "I": 3, "S": 2, "M": 2, "-": 2, "'": 2, "1": 2, "0": 2, "x": 1, "j": 1, "q": 1, "z": 1,
}  # fmt: skip
FACES = [
    # family, weight, source, file, name inside the file, fallback kind
    ("IBM Plex Sans", 400, "plex-sans/fonts/complete/woff2/IBMPlexSans-Regular.woff2", "sans-400.woff2", "Roadmap Sans"),
    ("IBM Plex Sans", 600, "plex-sans/fonts/complete/woff2/IBMPlexSans-SemiBold.woff2", "sans-600.woff2", "Roadmap Sans SemiBold"),
    ("IBM Plex Mono", 400, "plex-mono/fonts/complete/woff2/IBMPlexMono-Regular.woff2", "mono-400.woff2", "Roadmap Mono"),
]
FALLBACKS = {
    # (family, weight): name of the fallback family, names the system knows it by, file to measure
    ("IBM Plex Sans", 400): [
        ("Arial", ["Arial", "ArialMT", "Liberation Sans", "LiberationSans"], "LiberationSans-Regular.ttf"),
        ("Roboto", ["Roboto", "Roboto Regular", "Roboto-Regular"], "Roboto-Regular.ttf"),
        ("DejaVu", ["DejaVu Sans", "DejaVuSans"], "DejaVuSans.ttf"),
    ],
    ("IBM Plex Sans", 600): [
        ("Arial", ["Arial Bold", "Arial-BoldMT", "Liberation Sans Bold", "LiberationSans-Bold"], "LiberationSans-Bold.ttf"),
        ("Roboto", ["Roboto Bold", "Roboto-Bold"], "Roboto-Bold.ttf"),
        ("DejaVu", ["DejaVu Sans Bold", "DejaVuSans-Bold"], "DejaVuSans-Bold.ttf"),
    ],
    ("IBM Plex Mono", 400): [
        ("Courier", ["Courier New", "CourierNewPSMT", "Liberation Mono", "LiberationMono"], "LiberationMono-Regular.ttf"),
        ("DejaVu", ["DejaVu Sans Mono", "DejaVuSansMono"], "DejaVuSansMono.ttf"),
    ],
}


def shrink(source: Path, target: Path, inside: str, characters: str) -> str:
    """Writes the subset and returns the characters that are in it."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "mark", "mkmk", "ccmp"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
    options.drop_tables += ["DSIG", "meta"]
    font = subset.load_font(str(source), options)
    known = font.getBestCmap()
    missing = [character for character in characters if ord(character) not in known]
    if missing:
        print(f"  {source.name} has no {' '.join(missing)}: the fallback font draws them")
    present = "".join(character for character in characters if character not in missing)
    worker = subset.Subsetter(options)
    worker.populate(text=present)
    worker.subset(font)
    # The licence reserves the original's name for the unchanged font.
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = inside
        if record.nameID == 6:
            record.string = inside.replace(" ", "")
    subset.save_font(font, str(target), options)
    return present


def ranges(characters: str) -> str:
    """Characters as a CSS unicode-range."""
    codes, runs = sorted(set(map(ord, characters))), []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def mean_width(font: TTFont) -> float:
    """Mean advance of English text, in em."""
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    total = sum(widths[glyphs[ord(letter)]][0] * count for letter, count in FREQUENCY.items())
    return total / sum(FREQUENCY.values()) / font["head"].unitsPerEm


def vertical(font: TTFont) -> tuple[float, float, float]:
    """Ascent, descent and line gap as browsers take them, in em."""
    units, os2, hhea = font["head"].unitsPerEm, font["OS/2"], font["hhea"]
    if os2.fsSelection & 1 << 7:
        return os2.sTypoAscender / units, -os2.sTypoDescender / units, os2.sTypoLineGap / units
    return hhea.ascent / units, -hhea.descent / units, hhea.lineGap / units


def percent(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".") + "%"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plex", type=Path, help="folder that holds plex-sans and plex-mono")
    parser.add_argument("--system", type=Path, action="append", required=True, help="folder with the fallback fonts; may be repeated")
    args = parser.parse_args()
    fonts = ROOT / "public" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(args.plex / "plex-sans" / "LICENSE.txt", fonts / "OFL.txt")
    css = [
        "/* Made by scripts/make/fonts.py. IBM Plex, SIL Open Font License 1.1: fonts/OFL.txt.",
        "   The fallback faces take Plex's widths and line heights. A face that comes too late for the first view waits for the",
        "   next one (optional), so text never moves; the pages preload the faces, so that is rare. */",
    ]
    total = 0
    stacks: dict[str, list[str]] = {}
    for family, weight, source, file, inside in FACES:
        for characters, name in ((CHARACTERS, file), (MORE, file.replace(".woff2", "-more.woff2"))):
            present = shrink(args.plex / source, fonts / name, inside, characters)
            size = (fonts / name).stat().st_size
            total += size if name == file else 0
            print(f"{name}: {size:,} bytes")
            css.append(
                f'@font-face {{\n  font-family: "{family}";\n  font-style: normal;\n  font-weight: {weight};\n  font-display: optional;\n'
                f'  src: url("fonts/{name}") format("woff2");\n  unicode-range: {ranges(present)};\n}}'
            )
        full = TTFont(args.plex / source)
        ascent, descent, gap = vertical(full)
        for name, locals_, measured in FALLBACKS[family, weight]:
            found = next((path for folder in args.system for path in folder.rglob(measured)), None)
            if found is None:
                parser.error(f"{measured} is in none of the --system folders")
            stretch = mean_width(full) / mean_width(TTFont(found))
            sources = ", ".join(f'local("{local}")' for local in locals_)
            css.append(
                f'@font-face {{\n  font-family: "{family} {name}";\n  font-style: normal;\n  font-weight: {weight};\n  src: {sources};\n'
                f"  size-adjust: {percent(stretch)};\n  ascent-override: {percent(ascent / stretch)};\n"
                f"  descent-override: {percent(descent / stretch)};\n  line-gap-override: {percent(gap / stretch)};\n}}"
            )
            stack = stacks.setdefault(family, [family])
            if f"{family} {name}" not in stack:
                stack.append(f"{family} {name}")
    sans, mono = (", ".join(f'"{name}"' for name in stacks[family]) for family in ("IBM Plex Sans", "IBM Plex Mono"))
    css.append(f":root {{\n  --font-text: {sans}, sans-serif;\n  --font-code: {mono}, monospace;\n}}")
    (ROOT / "style").mkdir(exist_ok=True)
    (ROOT / "style" / "fonts.css").write_text("\n".join(css) + "\n", encoding="utf-8")
    print(f"together, in a first view: {total:,} bytes")


if __name__ == "__main__":
    main()
