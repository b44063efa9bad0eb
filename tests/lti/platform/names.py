"""The names that LTI Core 1.3 and its services give to claims, roles and scopes."""

RESOURCE_LINK = "LtiResourceLinkRequest"
DEEP_LINKING = "LtiDeepLinkingRequest"
DEEP_LINKING_RESPONSE = "LtiDeepLinkingResponse"
SUBMISSION_REVIEW = "LtiSubmissionReviewRequest"

PURL = "https://purl.imsglobal.org/spec/"
LTI = f"{PURL}lti/claim/"
DEEP = f"{PURL}lti-dl/claim/"
MESSAGE_TYPE = f"{LTI}message_type"
VERSION = f"{LTI}version"
DEPLOYMENT_ID = f"{LTI}deployment_id"
TARGET_LINK_URI = f"{LTI}target_link_uri"
LINK = f"{LTI}resource_link"
CONTEXT = f"{LTI}context"
ROLES = f"{LTI}roles"
CUSTOM = f"{LTI}custom"
PRESENTATION = f"{LTI}launch_presentation"
TOOL_PLATFORM = f"{LTI}tool_platform"
FOR_USER = f"{LTI}for_user"
DEEP_LINKING_SETTINGS = f"{DEEP}deep_linking_settings"
CONTENT_ITEMS = f"{DEEP}content_items"
DATA = f"{DEEP}data"
GRADES = f"{PURL}lti-ags/claim/endpoint"
MEMBERSHIPS = f"{PURL}lti-nrps/claim/namesroleservice"
GROUPS = f"{PURL}lti-gs/claim/groupsservice"

LINE_ITEM_SCOPE = f"{PURL}lti-ags/scope/lineitem"
LINE_ITEM_READ_SCOPE = f"{PURL}lti-ags/scope/lineitem.readonly"
RESULT_SCOPE = f"{PURL}lti-ags/scope/result.readonly"
SCORE_SCOPE = f"{PURL}lti-ags/scope/score"
MEMBERSHIP_SCOPE = f"{PURL}lti-nrps/scope/contextmembership.readonly"
GROUP_SCOPE = f"{PURL}lti-gs/scope/contextgroup.readonly"
GRADE_SCOPES = (LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE, RESULT_SCOPE, SCORE_SCOPE)
SCOPES = (*GRADE_SCOPES, MEMBERSHIP_SCOPE, GROUP_SCOPE)

ROLE = "http://purl.imsglobal.org/vocab/lis/v2/"
COURSE_ROLE = f"{ROLE}membership#"
TEACHER = (f"{COURSE_ROLE}Instructor", f"{ROLE}institution/person#Faculty")
ASSISTANT = (f"{COURSE_ROLE}Instructor", f"{ROLE}membership/Instructor#TeachingAssistant")
PUPIL = (f"{COURSE_ROLE}Learner", f"{ROLE}institution/person#Student")
