#!/usr/bin/env python3
"""Makes public/fonts/print/*.ttf, the faces that the PDF is set in, from IBM Plex.

Run it in a virtual environment that has `fonttools==4.68.0` and `brotli==1.2.1`:

    npm install --ignore-scripts --prefix .venv/plex @ibm/plex-sans@1.1.0 @ibm/plex-mono@2.5.0 @ibm/plex-sans-condensed@2.0.0
    python scripts/make/print-fonts.py .venv/plex/node_modules/@ibm

They are TrueType, not WOFF2, because what is put into a PDF is TrueType, and unpacking Brotli would make the worker larger than
the faces are. They hold Latin with all its accents, Greek and Cyrillic, so that names and notes in these scripts are set right.
Kerning is written as a plain table of pairs: `kern`, which is read in a few lines.
"""

import argparse
import shutil
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

ROOT = Path(__file__).resolve().parents[2]
ASCII = "".join(map(chr, range(0x20, 0x7F)))
SIGNS = "°±²³·×÷–—‘’‚“”„†•…‹›«»§¶©®€™←↑→↓↗−≤≥≈≠∑√∞▯✓"
LATIN = "".join(chr(code) for code in range(0xA0, 0x180)) + "ȘșȚțƒˆˇ˘˙˚˛˜˝ẀẁẂẃẄẅỲỳẞ₂"
GREEK = "".join(chr(code) for code in range(0x370, 0x400))
CYRILLIC = "".join(chr(code) for code in range(0x400, 0x460)) + "ҐґҒғҚқҢңҰұҮүӘәӨө№"
# Pairs are kept for these letters only; in the others kerning is rarely missed and costs much.
KERNED = ASCII + "‘’“”–—…ÀÁÂÃÄÅÆÇÈÉÊËÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëíîïñòóôõöøùúûüýßŁłŠšŽž"
FACES = [
    # file of the source, file made, name inside, more than western Latin
    ("plex-sans/fonts/complete/woff2/IBMPlexSans-Regular.woff2", "sans.ttf", "Roadmap Sans", True),
    ("plex-sans/fonts/complete/woff2/IBMPlexSans-Italic.woff2", "italic.ttf", "Roadmap Sans Italic", True),
    ("plex-sans/fonts/complete/woff2/IBMPlexSans-SemiBold.woff2", "bold.ttf", "Roadmap Sans SemiBold", True),
    ("plex-sans-condensed/fonts/complete/woff2/IBMPlexSansCondensed-Regular.woff2", "narrow.ttf", "Roadmap Sans Condensed", True),
    ("plex-sans-condensed/fonts/complete/woff2/IBMPlexSansCondensed-SemiBold.woff2", "narrow-bold.ttf", "Roadmap Sans Condensed SemiBold", True),
    ("plex-mono/fonts/complete/woff2/IBMPlexMono-Regular.woff2", "mono.ttf", "Roadmap Mono", True),
]


def pairs(font: TTFont) -> dict[tuple[str, str], int]:
    """Horizontal kerning of the pairs of KERNED, as GPOS has it."""
    cmap = font.getBestCmap()
    wanted = {cmap[ord(letter)] for letter in KERNED if ord(letter) in cmap}
    table = font["GPOS"].table
    lookups = sorted({index for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern" for index in record.Feature.LookupListIndex})
    found: dict[tuple[str, str], int] = {}
    for index in lookups:
        lookup = table.LookupList.Lookup[index]
        done: set[tuple[str, str]] = set()
        for part in lookup.SubTable:
            part = part.ExtSubTable if lookup.LookupType == 9 else part
            if part.LookupType != 2:
                continue
            for at, first in enumerate(part.Coverage.glyphs):
                if first not in wanted:
                    continue
                if part.Format == 1:
                    for record in part.PairSet[at].PairValueRecord:
                        put(found, done, first, record.SecondGlyph, record.Value1, wanted)
                else:
                    row = part.Class1Record[part.ClassDef1.classDefs.get(first, 0)].Class2Record
                    for second in wanted:
                        put(found, done, first, second, row[part.ClassDef2.classDefs.get(second, 0)].Value1, wanted)
    return {pair: value for pair, value in found.items() if value}


def put(found, done, first, second, value, wanted) -> None:
    """The first subtable of a lookup that knows a pair decides; lookups add up."""
    if second in wanted and (first, second) not in done:
        done.add((first, second))
        found[first, second] = found.get((first, second), 0) + (getattr(value, "XAdvance", 0) or 0 if value else 0)


def box(font: TTFont) -> None:
    """Gives the font a glyph for ▯, which stands for every character that it does not have: an upright hollow box."""
    pen = TTGlyphPen(None)
    wide, high, thick = font["hmtx"][".notdef"][0], font["OS/2"].sCapHeight, round(font["head"].unitsPerEm * 0.06)
    side = round(wide * 0.12)
    for left, bottom, right, top, outer in ((side, 0, wide - side, high, True), (side + thick, thick, wide - side - thick, high - thick, False)):
        corners = [(left, bottom), (left, top), (right, top), (right, bottom)]
        corners = corners if outer else corners[::-1]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), "uni25AF"])
    font["glyf"]["uni25AF"] = pen.glyph()
    font["hmtx"]["uni25AF"] = (wide, side)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x25AF] = "uni25AF"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("plex", type=Path, help="folder that holds plex-sans, plex-sans-condensed and plex-mono")
    args = parser.parse_args()
    target = ROOT / "public" / "fonts" / "print"
    target.mkdir(parents=True, exist_ok=True)
    for source, name, inside, wide in FACES:
        options = subset.Options()
        options.layout_features = []
        options.hinting = False
        options.notdef_outline = True
        options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
        options.drop_tables += ["DSIG", "meta", "GSUB", "GDEF"]
        font = TTFont(args.plex / source)
        kerning = pairs(font) if "GPOS" in font and "mono" not in name else {}
        box(font)
        characters = ASCII + SIGNS + LATIN + (GREEK + CYRILLIC if wide else "")
        known = font.getBestCmap()
        worker = subset.Subsetter(options)
        worker.populate(text="".join(character for character in characters if ord(character) in known))
        worker.subset(font)
        for record in font["name"].names:
            if record.nameID in (1, 4):
                record.string = inside
            if record.nameID == 6:
                record.string = inside.replace(" ", "")
        if "GPOS" in font:
            del font["GPOS"]
        kept = {pair: value for pair, value in kerning.items() if all(glyph in font.getGlyphSet() for glyph in pair)}
        if kept:
            table = newTable("kern")
            table.version = 0
            plain = KernTable_format_0()
            plain.coverage, plain.tupleIndex, plain.apple, plain.kernTable = 1, None, False, kept
            table.kernTables = [plain]
            font["kern"] = table
        font.flavor = None
        font.save(target / name)
        missing = "".join(character for character in ASCII + SIGNS if ord(character) not in known)
        print(f"{name}: {(target / name).stat().st_size:,} bytes, {len(kept)} pairs{', without ' + missing if missing else ''}")
    shutil.copyfile(args.plex / "plex-sans" / "LICENSE.txt", target / "OFL.txt")


if __name__ == "__main__":
    main()
