"""The pictures of pages: pages of a PDF are drawn, photos are decoded and turned upright, all in shades of grey."""

import base64
import zlib
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from articles.errors import Unreadable
from articles.parsing.errors import translate_parser_errors
from web.i18n.lazy_message import Message

if TYPE_CHECKING:
    from PIL.Image import Image

# Tesseract was trained on 300 dots per inch. More pixels take longer and do not help.
DPI, POINTS = 300, 72
MAX_PIXELS, MAX_DECODED = 12_000_000, 50_000_000
# Letters of pictures of the screen are too small for Tesseract.
MIN_PIXELS, ENLARGEMENT = 2_500_000, 2
# By how much a picture is made smaller to see shadows only, and how many pixels of that are near each other.
SHADOW, BROAD = 16, 5
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "MPO")
MEGAPIXELS = 1_000_000
TOO_LARGE = Message(
    "This picture has {count} million pixels. Up to {most} million are allowed. Take it again with fewer, or cut out "
    "the part you need."
)


def page_image(file: IO[bytes], kind: str, number: int) -> dict[str, Any]:
    """Return page ``number`` (from 1) of a "pdf" or "photo", as ``width``, ``height`` and compressed ``pixels``.

    There is one byte for each pixel, from the upper left corner. Or return why the page is ``unreadable``.
    """
    data = file.read()
    try:
        with translate_parser_errors(Message("page")):
            image = _drawn(data, number) if kind == "pdf" else _photo(data, number)
            pixels = zlib.compress(image.tobytes(), 1)
    except Unreadable as error:
        return {"unreadable": error.message.to_json()}
    return {"width": image.width, "height": image.height, "pixels": base64.b64encode(pixels).decode()}


def count_frames(data: bytes) -> int:
    """Return how many pictures are in a file, of which TIFF can hold several. Raises ``Unreadable``."""
    image = _opened(data)
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _drawn(data: bytes, number: int) -> "Image":
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / POINTS, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
        drawn: Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
        return drawn
    finally:
        document.close()


def _photo(data: bytes, number: int) -> "Image":
    from PIL import Image, ImageOps

    image = _opened(data)
    if number > 1:
        image.seek(number - 1)
        _check_size(image)
    # Some JPEGs can be made smaller while they are decoded, which saves memory.
    shrink = min(1.0, (MAX_PIXELS / (image.width * image.height)) ** 0.5)
    size = (round(image.width * shrink), round(image.height * shrink))
    image.draft("L", size)
    gray = _on_white(image)
    gray = ImageOps.exif_transpose(gray)
    if gray.width * gray.height > MAX_PIXELS:
        gray.thumbnail((max(size), max(size)), Image.Resampling.LANCZOS)
    elif gray.width * gray.height < MIN_PIXELS:
        gray = gray.resize((gray.width * ENLARGEMENT, gray.height * ENLARGEMENT), Image.Resampling.BICUBIC)
    return _without_shadows(gray)


def _without_shadows(image: "Image") -> "Image":
    """Return the picture with paper that is equally bright everywhere, whatever fell on it."""
    from PIL import Image, ImageFilter, ImageMath

    if min(image.size) < SHADOW * BROAD:
        return image
    # Letters are narrower than shadows: in a small picture, the brightest place nearby is paper.
    paper = image.reduce(SHADOW).filter(ImageFilter.MaxFilter(BROAD)).filter(ImageFilter.GaussianBlur(BROAD))
    paper = paper.resize(image.size, Image.Resampling.BILINEAR)
    bright = ImageMath.lambda_eval(
        lambda names: names["min"](names["image"] * 255 / names["max"](names["paper"], 1), 255),
        image=image,
        paper=paper,
    )
    result: Image.Image = bright.convert("L")
    return result


def _on_white(image: "Image") -> "Image":
    """Return the picture in grey; what is transparent is white."""
    from PIL import Image

    if image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info:
        layer = image.convert("LA")
        white = Image.new("L", layer.size, 255)
        white.paste(layer.getchannel("L"), mask=layer.getchannel("A"))
        white.info = image.info
        result = white
    elif image.mode.startswith("I;16"):
        # Pillow would cut off what is brighter than 255.
        result = image.point(lambda value: value / 256).convert("L")
    else:
        result = image.convert("L")
    result.getexif().update(image.getexif())
    return result


def _opened(data: bytes) -> "Image":
    """Return the picture, whose pixels are not decoded yet."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # The size is checked below, with a message.
    image = Image.open(BytesIO(data), formats=FORMATS)
    _check_size(image)
    return image


def _check_size(image: "Image") -> None:
    pixels = image.width * image.height
    if pixels > MAX_DECODED:
        raise Unreadable(TOO_LARGE.format(count=pixels // MEGAPIXELS, most=MAX_DECODED // MEGAPIXELS))
