"""Pictures for tests: small files that are large enough to be shown."""

import io
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from articles.models import Article, Picture


def image(width: int = 240, height: int = 160, seed: int = 0, mode: str = "RGB") -> Image.Image:
    """Return a picture with a few shapes; others for other seeds."""
    picture = Image.new(mode, (width, height), "steelblue" if mode != "RGBA" else (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10 + seed, 10, width // 2, height // 2), fill="khaki")
    draw.rectangle((0, height * 2 // 3, width, height - 1 - seed % 8), fill="darkgreen")
    return picture


def file_of(picture: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    """Return the picture as a file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def photo(seed: int = 0) -> bytes:
    """Return a JPEG file."""
    return file_of(image(seed=seed), "JPEG")


def add_picture(article: Article, offset: int = 0, alt: str = "") -> Picture:
    """Add a picture to an article, before the paragraph at ``offset`` of its draft."""
    row = Picture(article=article, offset=offset, width=240, height=160, alt=alt)
    row.file.save(f"{uuid4().hex}.jpg", ContentFile(photo()), save=False)
    row.save()
    return row
