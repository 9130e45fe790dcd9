from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User
from accounts.roles import OrganisationRole


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 that says what was refused and who can grant it."""
    grantors = User.objects.active().filter(role=OrganisationRole.ADMINISTRATOR).by_handle()[:3]
    context = {"reason": str(exception), "grantors": grantors}
    return render(request, "errors/403.html", context, status=403)
