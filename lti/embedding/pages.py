"""Which pages are shown in a learning platform's frame, by the names of their addresses. All others open in a tab."""

# What pupils work with, what teachers of a course look at, and what a launch leads to.
PAGES = frozenset(
    {
        "annotate:annotate",
        "annotate:assignment",
        "annotate:close",
        "annotate:close-assignment",
        "annotate:hand-in-assignment",
        "annotate:hints",
        "annotate:lead",
        "annotate:lead-assignment",
        "annotate:open",
        "annotate:open-assignment",
        "annotate:remind",
        "annotate:reveal",
        "annotate:reveal-assignment",
        "annotate:round",
        "annotate:save-answers",
        "annotate:withdraw-assignment",
        "lti:arrive",
        "lti:choose",
        "lti:choose-finish",
        "lti:choose-for-link",
        "lti:choose-for-link-item",
        "lti:choose-item",
        "lti:course-groups",
        "lti:grades-again",
        "lti:grading",
        "lti:link",
        "lti:nickname",
        "lti:people",
        "lti:read-people",
        "lti:tab",
        "reports:feedback",
        "reports:results-person",
        "reports:results-review",
    }
)
# What these pages load, and the API that their scripts use.
PARTS = frozenset(
    {
        "annotate:codebook-css",
        "annotate:default-css",
        "annotate:lesson-cover",
        "annotate:style-builtin-lesson",
        "annotate:style-lesson",
        "api:annotation",
        "api:annotations",
        "api:annotations-unplaced",
        "api:answer",
        "api:answers",
        "api:assignment-submission",
        "api:changes",
        "api:comment",
        "api:comments",
        "api:hint",
        "api:hints",
        "api:own-group",
        "api:poll",
        "api:polls",
        "api:request-hint",
        "api:submission",
        "api:suggestions",
        "api:time-zone",
        "api:vote",
        "articles:picture",
        "catalogue",
    }
)
# What needs no session.
OPEN = frozenset({"annotate:default-css", "catalogue", "lti:arrive"})
