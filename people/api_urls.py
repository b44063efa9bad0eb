"""URLs of the people API, below /api/v1/."""

from django.urls import path

from people.api import teams, time_zone, tokens
from people.handover.api import HandOver

urlpatterns = [
    path("tokens/", tokens.TokenList.as_view(), name="tokens"),
    path("tokens/<int:pk>/", tokens.TokenDetail.as_view(), name="token"),
    path("time-zone/", time_zone.TimeZone.as_view(), name="time-zone"),
    path("teams/", teams.TeamList.as_view(), name="teams"),
    path("teams/<int:pk>/", teams.TeamDetail.as_view(), name="team"),
    path("teams/<int:pk>/archived/", teams.TeamArchive.as_view(), name="team-archived"),
    path("teams/<int:pk>/hand-over/", HandOver.as_view(), name="hand-over"),
    path("teams/<int:pk>/members/<int:person>/", teams.MemberDetail.as_view(), name="member"),
    path("teams/<int:pk>/members/<int:person>/return-code/", teams.ReturnCode.as_view(), name="return-code"),
    path("teams/<int:pk>/invitations/", teams.InvitationList.as_view(), name="invitations"),
    path("teams/<int:pk>/invitations/<int:invitation>/", teams.InvitationDetail.as_view(), name="invitation"),
    path("teams/<int:pk>/join-code/", teams.JoinCodeView.as_view(), name="join-code"),
]
