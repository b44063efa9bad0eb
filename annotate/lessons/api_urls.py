"""Addresses of the API of lessons, below /api/v1/lessons/."""

from django.urls import path

from annotate.lessons import api

urlpatterns = [
    path("", api.LessonList.as_view(), name="lessons"),
    path("from-exercises/", api.LessonFromExercises.as_view(), name="lesson-from-exercises"),
    path("built-in/", api.BuiltinLessonList.as_view(), name="builtin-lessons"),
    path("built-in/<slug:slug>/", api.BuiltinLessonDetail.as_view(), name="builtin-lesson"),
    path("built-in/<slug:slug>/assign/", api.BuiltinLessonAssign.as_view(), name="builtin-lesson-assign"),
    path("link/<str:secret>/", api.LinkedLesson.as_view(), name="linked-lesson"),
    path("<int:pk>/", api.LessonDetail.as_view(), name="lesson"),
    path("<int:pk>/file/", api.LessonFile.as_view(), name="lesson-file"),
    path("<int:pk>/assign/", api.LessonAssign.as_view(), name="lesson-assign"),
    path("<int:pk>/copy/", api.LessonCopy.as_view(), name="lesson-copy"),
    path("<int:pk>/exercises/", api.LessonExercises.as_view(), name="lesson-exercises"),
    path("<int:pk>/articles/", api.LessonArticles.as_view(), name="lesson-articles"),
    path("<int:pk>/articles/<int:exercise>/", api.LessonArticleDetail.as_view(), name="lesson-article"),
    path("<int:pk>/listing/", api.LessonListing.as_view(), name="lesson-listing"),
    path("<int:pk>/link/", api.LessonLink.as_view(), name="lesson-link"),
]
