from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import workflow
from accounts.forms.people import EmailForm, ProfileForm
from accounts.guards import found, guards
from accounts.models import User
from accounts.request import Request
from accounts.zones import ZONE_NAMES


@guards("accounts.see_settings")
@require_safe
def settings_home(request: Request) -> HttpResponse:
    return render(request, "accounts/settings.html")


@guards("accounts.edit_profile")
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: Request) -> HttpResponse:
    form = ProfileForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        workflow.edit_profile(request.user, by=request.user, **form.cleaned_data)
        messages.success(request, "Profile saved")
        return redirect("accounts:profile")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/profile.html", {"form": form, "zones": ZONE_NAMES}, status=status)


@guards("accounts.change_email")
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: Request, handle: str) -> HttpResponse:
    person = found(request, User.objects.all(), "accounts.change_email", handle=handle)
    form = EmailForm(request.POST or None, user=person, by=request.user)
    if request.method == "POST" and form.is_valid():
        workflow.change_email(person, by=request.user, email=form.cleaned_data["email"])
        messages.success(request, "E-mail address changed")
        return redirect("accounts:profile" if person == request.user else person)
    status = 422 if form.is_bound else 200
    return render(request, "accounts/change_email.html", {"form": form, "person": person}, status=status)
