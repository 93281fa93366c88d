"""The pages of the council in Wagtail's admin."""

from . import member_urls, session_urls

app_name = "council"
urlpatterns = [*member_urls.urlpatterns, *session_urls.urlpatterns]
