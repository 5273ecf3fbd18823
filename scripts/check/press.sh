#!/usr/bin/env bash
# Opens the PDFs that the press makes, each with readers that others wrote: qpdf finds the file sound, PDFium reads every topic in
# order and draws the page as the reference picture has it, pypdf reads title, outline and links, pdfua finds no fault in what it
# knows of PDF/UA-1, and zxing reads the QR code. Part of `make test`; the tools go into the per-user cache once (under a minute).
# With --picture it makes the reference picture anew.
set -euo pipefail
. "$(dirname "$0")/../env.sh"
cd "$ROOT"
python_tools "press-venv-$(digest_of scripts/check/requirements-press.txt)" "PDFium, qpdf, pypdf, pdfua and zxing" -r scripts/check/requirements-press.txt
lab_cli
exec "$VENV/bin/python" scripts/check/press.py "$LAB_CLI" "$@"
