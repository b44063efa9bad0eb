"""Addresses of the people API, below /api/v1/."""

from django.urls import path

from people.api import teams
from people.handover.api import HandOver

urlpatterns = [
    path("tokens/", teams.Tokens.as_view(), name="tokens"),
    path("tokens/<int:pk>/", teams.OneToken.as_view(), name="token"),
    path("teams/", teams.Teams.as_view(), name="teams"),
    path("teams/<int:pk>/", teams.OneTeam.as_view(), name="team"),
    path("teams/<int:pk>/archived/", teams.TeamArchived.as_view(), name="team-archived"),
    path("teams/<int:pk>/hand-over/", HandOver.as_view(), name="hand-over"),
    path("teams/<int:pk>/members/<int:person>/", teams.OneMember.as_view(), name="member"),
    path("teams/<int:pk>/members/<int:person>/return-code/", teams.ReturnCode.as_view(), name="return-code"),
    path("teams/<int:pk>/invitations/", teams.Invitations.as_view(), name="invitations"),
    path("teams/<int:pk>/invitations/<int:invitation>/", teams.OneInvitation.as_view(), name="invitation"),
    path("teams/<int:pk>/join-code/", teams.Code.as_view(), name="join-code"),
]
