"""Make the samples that no editor can write: `python -m tools.make_samples [FOLDER]` (default: data/sample).

The other files of the folder are written by hand. What is made is the same bytes every time.
"""

import hashlib
import sys
from pathlib import Path

from tools.samples import reports
from tools.samples.collections import corpus_parquet, crawl_jsonl_gz, mixed_zip
from tools.samples.docx import docx
from tools.samples.pages import cells_by_line, html, markdown
from tools.samples.pdf import pdf, scanned_pdf


def samples() -> dict[str, bytes]:
    """Content of every sample that is made, by file name."""
    return {
        "shanghai_office_2019.html": html(reports.SHANGHAI_2019).encode("utf-8"),
        "yubei_2020.docx": docx(reports.YUBEI_2020),
        "tianbu_2020.txt": cells_by_line(reports.TIANBU_2020).encode("utf-8"),
        "changping_2022.html": html(reports.CHANGPING_2022).encode("gb18030"),
        "helong_2022.txt": cells_by_line(reports.HELONG_2022).encode("utf-8"),
        "hongze_2023.pdf": pdf(reports.HONGZE_2023),
        "maotai_2024.md": markdown(reports.MAOTAI_2024).encode("utf-8"),
        "mixed.zip": mixed_zip(),
        "crawl.jsonl.gz": crawl_jsonl_gz(),
        "corpus.parquet": corpus_parquet(),
        "scanned_2012.pdf": scanned_pdf("a page without text"),
        "noise.txt": hashlib.shake_128(b"no text in any encoding").digest(4096),
    }


def main() -> None:
    """Write the samples into the folder named on the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/sample")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in samples().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
