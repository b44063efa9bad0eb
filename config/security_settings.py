"""Settings of limits on requests, of HTTPS and proxies, and the content security policy."""

import os

from articles.sandbox.read import MAX_BYTES
from config.sso import configured_providers

# Forms for single sign-on are redirected to these origins.
SSO_ORIGINS = "".join(f" {provider.origin}" for provider in configured_providers())
# Nothing inline, and nothing from another host.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    f"worker-src 'self'; manifest-src 'self'; form-action 'self'{SSO_ORIGINS}; base-uri 'none'; "
    "frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types claimlight"
)

UPLOAD_MAX_BYTES = MAX_BYTES
# Django would make uploaded files readable by everybody, whatever the umask.
FILE_UPLOAD_PERMISSIONS = 0o600
# A form needs some bytes besides its file.
REQUEST_MAX_BYTES = UPLOAD_MAX_BYTES + 2**20
# Seconds in which a request must arrive, and in which each chunk of a response must be read.
BODY_SECONDS = float(os.environ.get("BODY_SECONDS") or 60)
SEND_SECONDS = float(os.environ.get("SEND_SECONDS") or 60)
# Per process.
DOWNLOADS_PER_PERSON = int(os.environ.get("DOWNLOADS_PER_PERSON") or 4)
STREAMS_PER_PERSON = int(os.environ.get("STREAMS_PER_PERSON") or 20)
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES
# As many as the editor of the largest codebook sends.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_HANDLERS = [
    "web.http.upload_limits.SizeLimitUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

HTTPS = os.environ.get("HTTPS", "") in {"1", "true", "yes", "on"}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# A proxy's header about https is trusted only if the operator has configured a proxy.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES") or 0)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
