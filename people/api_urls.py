"""Addresses of the people API, below /api/v1/."""

from django.urls import path

from people import api
from people.handover.api import HandOver

urlpatterns = [
    path("tokens/", api.Tokens.as_view(), name="tokens"),
    path("tokens/<int:pk>/", api.OneToken.as_view(), name="token"),
    path("teams/", api.Teams.as_view(), name="teams"),
    path("teams/<int:pk>/", api.OneTeam.as_view(), name="team"),
    path("teams/<int:pk>/archived/", api.TeamArchived.as_view(), name="team-archived"),
    path("teams/<int:pk>/hand-over/", HandOver.as_view(), name="hand-over"),
    path("teams/<int:pk>/members/<int:person>/", api.OneMember.as_view(), name="member"),
    path("teams/<int:pk>/members/<int:person>/return-code/", api.ReturnCode.as_view(), name="return-code"),
    path("teams/<int:pk>/invitations/", api.Invitations.as_view(), name="invitations"),
    path("teams/<int:pk>/invitations/<int:invitation>/", api.OneInvitation.as_view(), name="invitation"),
    path("teams/<int:pk>/join-code/", api.Code.as_view(), name="join-code"),
]
