from allauth.account import views as account
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from dialogit.account_views import ChoosePassword
from workshops.admin import site

# Accounts come by invitation: no sign-up, and nobody changes their e-mail by themselves.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/choose/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/choose/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        ChoosePassword.as_view(),
        name="account_reset_password_from_key",
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", site.urls),
    path("accounts/", include(accounts)),
    path("", include("worryzones.urls")),
    path("practices/", include("practices.urls")),
    path("coordinate/", include("network.urls")),
    path("", include("workshops.urls")),
]

if settings.DEMO_TOKEN:
    from dialogit.demo.views import sign_in

    urlpatterns += [path("demo/<str:token>/", sign_in, name="demo_sign_in")]
