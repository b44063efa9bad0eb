"""What is known of the learning platforms that schools use: their addresses, as far as all schools share them. Pure.

Only what the products' own manuals say.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from web.i18n.lazy_message import Message


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of learning platform.

    ``addresses`` are those that all schools share, and ``examples`` what the other ones look like, by field of the
    form. ``where`` says where an administrator finds them.
    """

    code: str
    name: str
    where: Message
    addresses: dict[str, str] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


CANVAS = Product(
    "canvas",
    "Canvas",
    Message(
        "Admin → your account → Apps → Add New App: LTI version 1.3, “Enter URL”, and the address of the JSON "
        "file below. The client ID is the number of the new key under Developer Keys. The other four values are "
        "those of Canvas in the cloud."
    ),
    addresses={
        "issuer": "https://canvas.instructure.com",
        "auth_url": "https://sso.canvaslms.com/api/lti/authorize_redirect",
        "token_url": "https://sso.canvaslms.com/login/oauth2/token",  # nosec B105
        "keyset_url": "https://sso.canvaslms.com/api/lti/security/jwks",
    },
    examples={"client_id": "10000000000123"},
)
MOODLE = Product(
    "moodle",
    "Moodle",
    Message(
        "Site administration → Plugins → Activity modules → External tool → Manage tools → “configure a tool "
        "manually”, with LTI 1.3 and “Keyset URL”. The card of the tool then shows the five values under “View "
        "configuration details”."
    ),
    examples={
        "issuer": "https://moodle.example.org",
        "client_id": "kP3xWq7dS0aBcDe",
        "auth_url": "https://moodle.example.org/mod/lti/auth.php",
        "token_url": "https://moodle.example.org/mod/lti/token.php",  # nosec B105
        "keyset_url": "https://moodle.example.org/mod/lti/certs.php",
    },
)
BLACKBOARD = Product(
    "BlackboardLearn",
    "Blackboard",
    Message(
        "Register an application with LTI 1.3 at developer.anthology.com, which shows the five values: the "
        "application ID is the client ID. Then Admin Tools → Integrations → LTI Tool Providers → Register LTI "
        "1.3/Advantage Tool, with the client ID."
    ),
    addresses={"issuer": "https://blackboard.com"},
    examples={
        "client_id": "12345678-90ab-cdef-1234-567890abcdef",
        "auth_url": "https://developer.blackboard.com/api/v1/gateway/oidcauth",
        "token_url": "https://developer.blackboard.com/api/v1/gateway/oauth2/jwttoken",  # nosec B105
        "keyset_url": "https://developer.blackboard.com/api/v1/management/applications/…/jwks.json",
    },
)
BRIGHTSPACE = Product(
    "desire2learn",
    "Brightspace",
    Message(
        "Admin Tools → Manage Extensibility → LTI Advantage → Register Tool → Standard. The five values are shown"
        " once the tool is registered."
    ),
    addresses={"token_url": "https://auth.brightspace.com/core/connect/token"},  # nosec B105
    examples={
        "issuer": "https://school.brightspace.com",
        "client_id": "12345678-90ab-cdef-1234-567890abcdef",
        "auth_url": "https://school.brightspace.com/d2l/lti/authenticate",
        "keyset_url": "https://school.brightspace.com/d2l/.well-known/jwks",
    },
)
OPEN_EDX = Product(
    "openedx",
    "Open edX",
    Message(
        "Studio: add an LTI component to a unit and set its LTI version to 1.3. Its preview shows the values once"
        " it is saved; the issuer is the address of the site on which pupils learn."
    ),
    examples={
        "issuer": "https://lms.example.org",
        "client_id": "12345678-90ab-cdef-1234-567890abcdef",
        "auth_url": "https://lms.example.org/api/lti_consumer/v1/launch/",
        "token_url": "https://lms.example.org/api/lti_consumer/v1/token/…",  # nosec B105
        "keyset_url": "https://lms.example.org/api/lti_consumer/v1/public_keysets/…",
    },
)
PRODUCTS = {product.code: product for product in (MOODLE, CANVAS, BLACKBOARD, BRIGHTSPACE, OPEN_EDX)}
# They take several links at once, and open all of them with the id and the grades of one.
ONE_LINK_AT_A_TIME = frozenset({OPEN_EDX.code})
# Brightspace checks that requests for access tokens are for this audience.
TOKEN_AUDIENCES = {BRIGHTSPACE.addresses["token_url"]: "https://api.brightspace.com/auth/token"}


def product_of(issuer: str) -> str:
    """Return the code of the product whose schools all have this issuer; empty if it is not known by that."""
    codes = [code for code, product in PRODUCTS.items() if product.addresses.get("issuer") == issuer]
    return codes[0] if codes else ""


def product_at(auth_url: str) -> str:
    """Return the code of the product that has its authentication at such an address; empty if it is not known."""
    path = urlsplit(auth_url).path
    examples = {
        code: urlsplit(product.examples.get("auth_url", "")).path for code, product in PRODUCTS.items()
    }
    return next((code for code, example in examples.items() if example and path.endswith(example)), "")


def product_name(code: str) -> str:
    """Return the name of the product with this ``product_family_code``; the code itself if it is not known."""
    return PRODUCTS[code].name if code in PRODUCTS else code
