"""QR codes of web addresses, as SVG."""

import io

from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode


def qr_code(address: str) -> SafeString:
    """Return the QR code of an address as an SVG element, which fills the box around it.

    It has a margin of four modules, as readers need, and is black on white whatever the colours of the page.
    """
    code = QRCode(image_factory=SvgPathImage, border=4)
    code.add_data(address)
    file = io.BytesIO()
    code.make_image().save(file)
    svg = file.getvalue().decode()
    # Drawn by the library from the address alone: no text of it is in the SVG.
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # nosec B308 B703
