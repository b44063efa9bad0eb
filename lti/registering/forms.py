"""The forms of a learning platform."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lti.errors import RegistrationError
from lti.messages.origins import web_origin
from lti.registering.actions import MAX_ORIGINS, PlatformDetails
from lti.registering.addresses import MAX_ADDRESS, check_issuer, check_platform_url
from lti.registering.products import Product
from web.fields import SingleLineField


def _address(label: Any, check: Any = check_platform_url, **options: Any) -> forms.CharField:
    def validate(value: str) -> None:
        try:
            check(value)
        except RegistrationError as error:
            raise forms.ValidationError(str(error), code="address") from None

    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(
        label=label, validators=[validate], widget=widget, max_length=MAX_ADDRESS, **options
    )


class PlatformForm(forms.Form):
    """A new platform: the five values that it shows."""

    issuer = _address(
        _("Issuer"),
        check_issuer,
        help_text=_(
            "Also called platform ID. Exactly as the platform shows it, with or without a slash at the end."
        ),
    )
    client_id = SingleLineField(
        max_length=255,
        label=_("Client ID"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    auth_url = _address(
        _("Authentication address"),
        help_text=_("Also called authentication request URL, OIDC authorization or login URL."),
    )
    token_url = _address(
        _("Access token address"), help_text=_("Also called OAuth2 access token URL or token endpoint.")
    )
    keyset_url = _address(_("Key set address"), help_text=_("Also called public keyset URL or JWKS URL."))

    def __init__(self, *args: Any, product: Product | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product = product
        if product:
            self.initial = product.addresses | self.initial
            for name, example in product.examples.items():
                self.fields[name].widget.attrs["placeholder"] = example

    def details(self) -> PlatformDetails:
        """Return the valid values."""
        return PlatformDetails(**self.cleaned_data, product=self.product.code if self.product else "")


class EditPlatformForm(PlatformForm):
    """A registered platform, with what follows from the five values unless it is set."""

    name = SingleLineField(max_length=120, label=_("Name"), help_text=_("Shown to teachers."))
    token_audience = _address(
        _("Audience of access tokens"),
        required=False,
        help_text=_(
            "Only if the platform names one, as Brightspace does. Otherwise the access token address."
        ),
    )
    origins = forms.CharField(
        required=False,
        label=_("Sites that may show Claimlight in a frame"),
        help_text=_(
            "One in each line, such as https://school.example: where your pupils use the platform. Claimlight also "
            "adds the sites that the platform names when somebody opens it."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )
    field_order = ("name",)

    def clean_origins(self) -> tuple[str, ...]:
        """Return the web origins of the addresses."""
        lines = self.cleaned_data["origins"].split()
        if len(lines) > MAX_ORIGINS:
            raise forms.ValidationError(_("At most {most} sites.").format(most=MAX_ORIGINS))
        try:
            for line in lines:
                check_platform_url(line)
        except RegistrationError as error:
            raise forms.ValidationError(f"{line[:200]}: {error}", code="address") from None
        return tuple(web_origin(line) for line in lines)

    def more_fields(self) -> list[forms.BoundField]:
        """Return the fields that few platforms need."""
        return [self["token_audience"], self["origins"]]

    def main_fields(self) -> list[forms.BoundField]:
        """Return all other fields."""
        more = {field.name for field in self.more_fields()}
        return [field for field in self if field.name not in more]
