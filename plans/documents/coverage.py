"""The coverage matrix as a tagged PDF, on its side, readable in grey."""

from pathlib import Path

from essportal import pdf
from plans.selectors.coverage import Matrix

TEMPLATE = Path(__file__).with_name("coverage.typ")


def coverage_pdf(matrix: Matrix, *, title: str, text: str, authority: str) -> bytes:
    said = {
        "title": title,
        "text": text,
        "authority": authority,
        "down": str(matrix.down.title),
        "columns": [name for __, name in matrix.columns],
        "rows": [
            {"name": name, "counts": [cell.count for cell in cells], "total": whole.count}
            for name, cells, whole in matrix.grid()
        ],
        "totals": [cell.count for cell in matrix.totals()],
        "whole": matrix.cell(None, None).count,
    }
    return pdf.set_in_pdf(TEMPLATE, pdf.drawn(said))
