"""Photos and scans (.jpg, .png, .tif, .webp). They have no reader: text recognition reads them, which takes a while."""

from articles.errors import NeedsTextRecognition
from articles.parsing.errors import translate_parser_errors
from articles.parsing.scan.images import count_frames
from articles.text.draft import Draft
from web.i18n.lazy_message import Message

PHOTO = Message("This is a picture. Upload it by itself: recognising its text takes a while.")


class Photos:
    """The format of photos and scans, for the list of formats and for looking into a file."""

    slug = "photo"
    title = Message("Photo or scan")
    suffixes = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp")

    @staticmethod
    def ready() -> None:
        """Load the library with all its formats."""
        from PIL import Image

        Image.init()

    @staticmethod
    def read(data: bytes) -> Draft:
        """Raise ``NeedsTextRecognition`` with the number of pictures, or ``Unreadable``."""
        with translate_parser_errors(Message("picture")):
            frames = count_frames(data)
        raise NeedsTextRecognition(PHOTO, frames)
