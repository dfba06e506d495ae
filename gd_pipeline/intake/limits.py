"""How much of a source is read; what goes beyond is refused with a reason, never cut in silence."""

MAX_TEXT_BYTES = 20_000_000
"""A single text, HTML page, PDF or Word file, unpacked: pictures may take most of it."""

MAX_CHARACTERS = 2_000_000
"""Characters of a text, or of a page without its pictures. This and the next five keep a text to a second."""

MAX_LINES = 120_000
"""Lines of one text."""

MAX_TAGS = 100_000
"""Left angle brackets of a text or page: tags, nearly all of them."""

MAX_ENTITIES = 60_000
"""Ampersands of a text or page."""

MAX_TABLES = 4_000
"""Tables in the markup of one text."""

MAX_PIPES = 60_000
"""Pipes of one text; with more, no tables are looked for in it."""

MAX_CONTAINER_BYTES = 50_000_000
"""A .zip or .tar.gz, packed."""

MAX_STREAM_BYTES = 2_000_000_000
"""A .jsonl or .parquet: read record by record, so that its size is no matter of memory."""

MAX_UNPACKED_BYTES = 500_000_000
"""All members of one container together."""

MAX_UNPACKED_PART = 60_000_000
"""One part of a .docx."""

MAX_RATIO = 200
"""Unpacked to packed size of a member, where it unpacks to more than `RATIO_FLOOR_BYTES`."""

RATIO_FLOOR_BYTES = 5_000_000

MAX_MEMBERS = 100_000

MAX_DEPTH = 2
"""Containers inside each other: one, and one inside it."""

MAX_NESTING = 2_000
"""Elements of a page inside each other; beyond it the page is flattened before it is parsed."""

MAX_SPAN = 60
"""Columns that one cell may span."""

MAX_SLOTS = 200_000
"""Places (rows x columns) of one table."""

MAX_PAGES = 200
"""Pages of a PDF."""

MAX_PDF_CHARACTERS = 80_000
"""Characters of a PDF: PDFium takes up to 12 µs for each."""

MAX_PDF_OBJECTS = 100_000
"""Objects of a PDF, and points of its lines."""

WORD_SECONDS = 20.0
"""Time for antiword to read one file."""
