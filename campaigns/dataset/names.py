"""What people are called in every file of a dataset."""

from django.utils.crypto import salted_hmac

from campaigns.models import Campaign
from people.models import User
from reports.analysis.pseudonyms import PersonNames

SALT = "campaigns.dataset"


def person_names(campaign: Campaign, named: bool) -> PersonNames:
    """Return names that are unique among those who take or took part, or pseudonyms.

    Somebody has the same pseudonym in every dataset of a campaign, and another one in another campaign's.
    """
    if not named:
        return PersonNames(salted_hmac(SALT, str(campaign.pk), algorithm="sha256").hexdigest())
    names: dict[int, str] = {}
    people = User.objects.filter(campaign_participations__campaign=campaign).order_by("pk")
    for pk, name in people.values_list("pk", "name"):
        unique, number = name, 2
        while unique in names.values():
            unique, number = f"{name} ({number})", number + 1
        names[pk] = unique
    return PersonNames(None, names)
