"""A program of its own: reads a PDF from its standard input and writes the first page as PNG.

    python page_picture.py 1400 < report.pdf > page.png

Takes the longest side in pixels. Imports nothing of the portal, so that it starts at once.
"""

import resource
import sys

#: What it may take of the machine: bytes of memory, seconds of computing.
MEMORY, SECONDS = 1024 * 1024 * 1024, 20


def main(side: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pypdfium2

    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    page = document[0]
    width, height = page.get_size()
    drawn = page.render(scale=side / max(width, height, 1), may_draw_forms=False)
    drawn.to_pil().convert("RGB").save(sys.stdout.buffer, "PNG", compress_level=1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
