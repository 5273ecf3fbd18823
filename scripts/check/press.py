#!/usr/bin/env python3
"""Prints the road in every edition with lab-cli and reads it back with tools that others wrote; see press.sh."""

import hashlib
import re
import sys
import tempfile
from pathlib import Path

import pdfua
import pikepdf
import pypdf
import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageStat

import shared
from shared import ROOT

REFERENCE = ROOT / "scripts" / "make" / "pictures" / "one-page.png"
SITE = "https://roadmap.example/"
# The reference is 300 pixels wide, in greys. PDFium's versions draw edges a little differently: the mean difference of a grey (of
# 255) may be 1.5, and no square of a tenth of the width may differ by 12 on the mean.
WIDTH, MEAN, WORST = 300, 1.5, 12.0
agreements = shared.Agreements()
check = agreements.agree


def curriculum() -> tuple[list[tuple[str, str]], list[str]]:
    """Ids and titles of all topics, and ids of all steps, read from the source."""
    topics, steps = [], []
    for number in range(7):
        text = (ROOT / f"src/roadmap/phases/phase_{number}.rs").read_text(encoding="utf-8")
        topics += re.findall(r'Topic \{\s*id: "([^"]+)",\s*title: "([^"]+)"', text)
        steps += re.findall(r'Step \{\s*id: "([^"]+)"', text)
    return topics, steps


def plain(text: str) -> str:
    """Text without the accidents of lines: parted words put together, blanks as one."""
    text = re.sub(r"[\u00ad\ufffe\u0002]\s*", "", text)
    return re.sub(r"\s+", " ", text)


def in_order(text: str, words: list[str], what: str) -> None:
    at = 0
    for word in words:
        found = text.find(word, at)
        check(found >= 0, f"{what}: PDFium does not read “{word}” where it should stand")
        at = found + len(word)


def leaves(outline: list) -> list:
    """Every entry of an outline, the nested ones too."""
    return [leaf for entry in outline for leaf in (leaves(entry) if isinstance(entry, list) else [entry])]


def read(path: Path, spec: dict, report: dict, topics: list[tuple[str, str]]) -> None:
    name, handbook = path.name, spec.get("edition") == "handbook"
    size = path.stat().st_size
    check(size == report["bytes"] and size < (1_500_000 if handbook else 150_000), f"{name} has {size} bytes")

    with pikepdf.open(path) as document:
        faults = document.check_pdf_syntax()
        check(faults == [], f"{name}: qpdf finds {faults}")
        root = document.Root
        check(str(root.Lang) == "en" and bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root, f"{name} is not tagged, or has no language")
        check(bool(root.ViewerPreferences.DisplayDocTitle), f"{name} does not show its title")
        fonts = [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]
        embedded = all("/FontFile2" in font.DescendantFonts[0].FontDescriptor or "/FontFile3" in font.DescendantFonts[0].FontDescriptor for font in fonts)
        check(fonts != [] and embedded and all("/ToUnicode" in font for font in fonts), f"{name} has a font that is not embedded or not readable")
        check(all(re.match(r"/[A-Z]{6}\+", str(font.BaseFont)) for font in fonts), f"{name} has a font that is not a subset")
        with document.open_metadata() as about:
            check(about.get("pdfuaid:part") == "1", f"{name} does not claim PDF/UA-1")
            claims = (about.get("pdfaid:part"), about.get("pdfaid:conformance"))
            check(claims == (("2", "A") if "date" in spec else (None, None)), f"{name} claims PDF/A {claims}")

    findings = pdfua.validate(str(path)).findings
    check(not findings, f"{name}: pdfua finds {findings}")

    reader = pypdf.PdfReader(path)
    check(reader.metadata.title == "MLOps Roadmap 2026" and len(reader.pages) == report["pages"], f"{name}: pypdf reads {reader.metadata}, {len(reader.pages)} pages")
    titles = [entry.title for entry in leaves(reader.outline)]
    check(all(any(title.startswith(f"Phase {phase}: ") for title in titles) for phase in range(7)), f"{name}: the outline has {titles}")
    if handbook:
        check([title for title in titles if title in dict(topics).values()] == [title for _, title in topics], f"{name}: the outline's topics are {titles}")
    links = [annotation.get_object()["/A"] for page in reader.pages for annotation in page.get("/Annots", []) if "/A" in annotation.get_object()]
    addresses = {str(link["/URI"]) for link in links if "/URI" in link}
    check("https://www.kaggle.com" in addresses, f"{name}: the links lead to {sorted(addresses)}")
    if "site" in spec:
        back = [address for address in addresses if address.startswith(f"{SITE}#progress=1.")]
        check(len(back) == 1, f"{name}: {len(back)} links restore the progress")
        page = pypdfium2.PdfDocument(path)[len(reader.pages) - 1 if handbook else 0]
        scanned = [code.text for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil().convert("L"))]
        check(scanned == back, f"{name}: the QR code says {scanned}, the link {back}")
        check(handbook or f"{SITE}phase/3#phase-3.docker" in addresses, f"{name}: a topic does not lead to the site")

    drawn = pypdfium2.PdfDocument(path)
    text = plain("\n".join(page.get_textpage().get_text_bounded() for page in drawn))
    words = [title for _, title in topics]
    if handbook:
        # The contents name them first, then each stands over its lesson.
        in_order(text, words + words, name)
    else:
        in_order(text, words, name)
    width, height = drawn[0].get_size()
    paper = (612, 792) if spec.get("paper") == "letter" else (595, 842)
    check((round(width), round(height)) == paper, f"{name} is {width} × {height} points")


def picture(path: Path) -> Image.Image:
    page = pypdfium2.PdfDocument(path)[0]
    return page.render(scale=WIDTH / page.get_size()[0]).to_pil().convert("L")


def difference(one: Image.Image, other: Image.Image) -> tuple[float, float]:
    """Mean difference of two pictures, and of their most different squares."""
    gap = ImageChops.difference(one, other)
    step = WIDTH // 10
    squares = [gap.crop((x, y, x + step, y + step)) for x in range(0, WIDTH, step) for y in range(0, one.height - step, step)]
    return ImageStat.Stat(gap).mean[0], max(ImageStat.Stat(square).mean[0] for square in squares)


def compare(image: Image.Image) -> None:
    reference = Image.open(REFERENCE).convert("L")
    check(image.size == reference.size, f"the page is drawn {image.size} large, the reference {reference.size}")
    mean, worst = difference(image, reference)
    check(mean <= MEAN and worst <= WORST, f"the page differs from {REFERENCE.name} by {mean:.2f} on the mean and {worst:.1f} at worst; look at it, then make it anew with --picture")


def main() -> None:
    topics, steps = curriculum()
    check(len(topics) > 25 and len(steps) > 45, f"the source has {len(topics)} topics and {len(steps)} steps")
    ids = [id for id, _ in topics] + steps
    states = ["done", "learning", "skipped", "done"]
    half = {id: {"status": states[at % 4]} for at, id in enumerate(ids[: len(ids) // 2])}
    half[topics[2][0]] = {"status": "learning", "bookmark": True, "note": "Two branches, one merge. " * 400}
    full = {id: {"status": "done"} for id in ids}
    plan = {"hours_per_week": 8, "legs": [{"phase": phase, "start": f"2027-0{phase + 1}-01", "end": f"2027-0{phase + 1}-28"} for phase in range(7)]}
    usual = {"site": SITE, "date": "2026-11-25"}
    results = {"run": {"name": "forest", "metrics": [["accuracy", 0.9667]]}, "drift": {"title": "Week 31", "summary": "Two columns drifted."}}
    specs = []
    for paper in ("a4", "letter"):
        for edition in ("one_page", "handbook"):
            specs.append({"paper": paper, "edition": edition})
            specs.append({**usual, "paper": paper, "edition": edition, "progress": half, "name": "Ada Lovelace", "plan": plan, "results": results})
            specs.append({**usual, "paper": paper, "edition": edition, "progress": full, "ink_saving": True, "text_size": "large", "dates": "german"})
    specs.append({**usual, "name": "Łódź Ελλάδα 山田 שלום 😀 " + "x" * 200, "progress": half})
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{at}-{spec.get('paper', 'a4')}-{spec.get('edition', 'one_page')}.pdf" for at, spec in enumerate(specs)]
        again = [Path(folder) / "again.pdf", Path(folder) / "preview.png"]
        commands = [{"press": {"spec": spec, "path": str(path)}} for spec, path in zip(specs, paths)]
        commands.append({"press": {"spec": specs[1], "path": str(again[0])}})
        commands.append({"preview": {"spec": specs[1], "page": 1, "width": 3 * WIDTH, "path": str(again[1])}})
        ended = shared.events(shared.lab_cli(__doc__), commands)
        check(all("done" in event for event in ended), f"lab-cli says {[event['failed'] for event in ended if 'failed' in event]}")
        if "--picture" in sys.argv:
            picture(paths[1]).quantize(16).save(REFERENCE, optimize=True)
            print(f"{REFERENCE.relative_to(ROOT)}: {REFERENCE.stat().st_size:,} bytes")
        for spec, path, event in zip(specs, paths, ended):
            read(path, spec, event["done"]["press"], topics)
        digest = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (paths[1], again[0])]
        check(digest[0] == digest[1], "the same request gave other bytes")
        warnings = [warning["what"] for warning in ended[len(specs) - 1]["done"]["press"]["warnings"]]
        check(any("山" in warning and "😀" in warning for warning in warnings), f"unknown characters are not named: {warnings}")
        compare(picture(paths[1]))
        # The preview is drawn by another reader (hayro) from the same file. Seen from three times as far, where their edges no longer
        # matter, the pictures may differ by 3 on the mean and by 12 in a square.
        seen = Image.open(again[1]).convert("L")
        page = pypdfium2.PdfDocument(paths[1])[0]
        shown = page.render(scale=seen.width / page.get_size()[0]).to_pil().convert("L").crop((0, 0, *seen.size))
        small = (WIDTH, seen.height // 3)
        mean, worst = difference(seen.resize(small, Image.Resampling.BOX), shown.resize(small, Image.Resampling.BOX))
        check(mean <= 3.0 and worst <= WORST, f"the preview differs from what PDFium draws by {mean:.2f} on the mean and {worst:.1f} at worst")
        sizes = ", ".join(f"{path.stem} {path.stat().st_size / 1000:.0f} kB" for path in paths)
    print(f"the press: {sizes}")
    agreements.end("the press's PDFs and their foreign readers")


main()
