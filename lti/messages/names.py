"""The names of claims, scopes, roles and message types in LTI 1.3 and its services. Pure.

They are those of the specifications of 1EdTech: LTI Core 1.3, Deep Linking 2.0, Assignment and Grade Services 2.0,
Names and Role Provisioning Services 2.0, Dynamic Registration 1.0 and Submission Review 1.0.
"""

VERSION = "1.3.0"
RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINKING = "LtiDeepLinkingRequest"
DEEP_LINKING_RESPONSE = "LtiDeepLinkingResponse"
SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"

_LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MESSAGE_TYPE_CLAIM = f"{_LTI}message_type"
VERSION_CLAIM = f"{_LTI}version"
DEPLOYMENT_CLAIM = f"{_LTI}deployment_id"
TARGET_CLAIM = f"{_LTI}target_link_uri"
RESOURCE_LINK_CLAIM = f"{_LTI}resource_link"
CONTEXT_CLAIM = f"{_LTI}context"
ROLES_CLAIM = f"{_LTI}roles"
CUSTOM_CLAIM = f"{_LTI}custom"
PRESENTATION_CLAIM = f"{_LTI}launch_presentation"
FOR_USER_CLAIM = f"{_LTI}for_user"
PLATFORM_CLAIM = f"{_LTI}tool_platform"

_DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
DEEP_LINKING_SETTINGS_CLAIM = f"{_DEEP_LINKING}deep_linking_settings"
CONTENT_ITEMS_CLAIM = f"{_DEEP_LINKING}content_items"
DATA_CLAIM = f"{_DEEP_LINKING}data"

GRADES_CLAIM = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
ROSTER_CLAIM = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
GROUPS_CLAIM = "https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice"

PLATFORM_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL_CONFIGURATION = "https://purl.imsglobal.org/spec/lti-tool-configuration"

LINE_ITEM_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
ROSTER_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
GROUPS_SCOPE = "https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly"
SCOPES = (LINE_ITEM_SCOPE, SCORE_SCOPE, ROSTER_SCOPE)

# Of a column of the gradebook: its platform leads to somebody's work by a SUBMISSION_REVIEW once it is begun.
REVIEWABLE = {"reviewableStatus": ["InProgress", "Submitted", "Completed"]}
