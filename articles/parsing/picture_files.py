"""Make small files of the pictures in an article, without what nobody sees of them, such as where a photo was taken.

Each picture is decoded, reduced and written anew. Decoders have faults, so this runs in the sandbox only.
"""

import io
import warnings
from dataclasses import replace
from hashlib import sha256
from time import monotonic
from typing import TYPE_CHECKING

from articles.text.draft import Draft, Picture
from articles.text.pictures import MAX_BYTES, MAX_PICTURES, MAX_SIDE
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP")
# Larger pictures take too much memory, whatever the size of their file.
MAX_PIXELS = 50_000_000
# Smaller ones are icons, spacers, logos and lines, and not for reading.
MIN_SIDE, MIN_AREA, MAX_RATIO = 64, 12_000, 8
# For all pictures of an article. The text must be read within the limit of the sandbox, even on a busy computer.
MAX_SECONDS = 5
# Drawings with at most so many colours are written as PNG.
MAX_COLOURS = 256
QUALITIES = (82, 68, 50)
ON_THE_WEB = Message(
    "The file or page does not contain some of its pictures ({count}), only their addresses. They are not shown here."
)
LEFT_OUT = Message(
    "Some pictures of this file ({count}) cannot be shown here, because of their format or size."
)
TOO_MANY = Message("The file has {count} pictures. The first {most} are shown.")


class _Unsuitable(Exception):
    """The picture is not one that people look at."""


def ready() -> None:
    """Load the decoders of all formats."""
    from PIL import Image, ImageOps  # noqa: F401

    Image.init()


def with_picture_files(draft: Draft) -> Draft:
    """Return the draft with its pictures as small JPEG and PNG files, and notes on those that are left out."""
    started = monotonic()
    stored: list[Picture] = []
    seen: set[bytes] = set()
    on_the_web = left_out = suitable = 0
    for picture in draft.pictures:
        digest = sha256(picture.content).digest()
        if not picture.content:
            on_the_web += 1
        elif digest in seen:
            continue
        elif len(stored) == MAX_PICTURES:
            suitable += 1
        elif monotonic() - started > MAX_SECONDS:
            left_out += 1
        else:
            try:
                stored.append(_small_picture(picture))
                suitable += 1
            except _Unsuitable:
                pass
            except Exception:  # decoders of damaged files raise nearly anything, and MemoryError for bombs
                left_out += 1
        seen.add(digest)
    notes = [
        ON_THE_WEB.format(count=on_the_web) if on_the_web else None,
        LEFT_OUT.format(count=left_out) if left_out else None,
        TOO_MANY.format(count=suitable, most=MAX_PICTURES) if suitable > MAX_PICTURES else None,
    ]
    return replace(draft, pictures=tuple(stored), notes=(*draft.notes, *(note for note in notes if note)))


def _small_picture(picture: Picture) -> Picture:
    from PIL import Image

    with warnings.catch_warnings():
        # Damaged metadata, and bombs: those are refused below.
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(picture.content), formats=FORMATS) as file:
            width, height = file.size
            if min(width, height) < MIN_SIDE or width * height < MIN_AREA:
                raise _Unsuitable
            if max(width, height) > MAX_RATIO * min(width, height):
                raise _Unsuitable
            if width * height > MAX_PIXELS:
                raise ValueError("too many pixels")
            image = _plain(file)
    if all(low == high for low, high in image.getextrema()):  # type: ignore[misc]
        raise _Unsuitable
    content = _encoded(image)
    with Image.open(io.BytesIO(content)) as written:
        width, height = written.size
    return replace(picture, content=content, width=width, height=height)


def _plain(file: "Image") -> "Image":
    """Return the first frame as it is seen, in RGB on white, at most MAX_SIDE pixels long."""
    from PIL import Image, ImageOps

    # Decode a JPEG file at a fraction of its size at once.
    file.draft("RGB", (MAX_SIDE, MAX_SIDE))
    transparent = file.has_transparency_data
    image = file if file.mode == "RGB" else file.convert("RGBA" if transparent else "RGB")
    image.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
    upright = ImageOps.exif_transpose(image)
    # A new image, so that nothing of the file stays but what is seen.
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    return plain


def _encoded(image: "Image") -> bytes:
    if colours := image.getcolors(MAX_COLOURS):
        drawing = _written(image.quantize(len(colours)), "PNG", optimize=True)
        if len(drawing) <= MAX_BYTES:
            return drawing
    while True:
        for quality in QUALITIES:
            photograph = _written(image, "JPEG", quality=quality, optimize=True)
            if len(photograph) <= MAX_BYTES:
                return photograph
        image = image.reduce(2)


def _written(image: "Image", form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
