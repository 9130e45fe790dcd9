"""Threads and what is said in them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Refused, Stale
from kit.http import is_partial, onward, page_or_fragment, toast
from postmortems import workflow
from postmortems.checks import DISCUSSED
from postmortems.discussion import Discussion
from postmortems.forms.comments import MOST_ANCHOR, EditForm, ReplyForm, ThreadForm
from postmortems.models import Comment, Postmortem, Thread
from postmortems.models.comment import DISCUSSION
from postmortems.places import Place, place
from postmortems.views.drafting import address, posted, the_draft
from postmortems.workflow.anchoring import quoted

# The pages that show threads, and can be led back to.
PAGES = ("edit", "review", "comments", "discussion")
# Where a new thread is shown without leaving the page: the list it stands in.
LISTS = {"edit": "postmortems/comments/_comments.html", "discussion": "postmortems/discussion/_discussion.html"}


@require_safe
def comments(request: Request, reference: str) -> HttpResponse:
    """`?show=open|mine|mentions|resolved|all&section=key`."""
    postmortem = the_draft(request, reference, "")
    show, section = request.GET.get("show", ""), request.GET.get("section", "")[:40]
    discussion = Discussion(postmortem, request.user, page="comments", show=show, section=section)
    in_the_way = postmortem.is_editable and bool(discussion.open)
    context = {
        "postmortem": postmortem,
        "discussion": discussion,
        # Who may is told by the incident alone; the write-up would ask for its authors and reviewers too.
        "may_waive": in_the_way and policy.allows("postmortems.waive", request.user, postmortem.incident),
        "waiver": postmortem.waivers.filter(gate=DISCUSSED, withdrawn_at=None).select_related("by").first(),
    }
    return render(request, "postmortems/comments/comments.html", context)


@require_safe
def discussion(request: Request, reference: str) -> HttpResponse:
    """What is said about a published write-up; on the page that shows it a piece that is fetched by itself."""
    postmortem = the_draft(request, reference, "")
    if not postmortem.is_published:
        raise Http404
    context = _discussed(postmortem, Discussion(postmortem, request.user, page="discussion"))
    page, piece = "postmortems/discussion/discussion.html", LISTS["discussion"]
    return page_or_fragment(request, page, piece, {**context, "is_piece": is_partial(request)})


@guards("postmortems.comment")
@require_http_methods(["GET", "HEAD", "POST"])
def start_thread(request: Request, reference: str) -> HttpResponse:
    """`?section=`, `?at=` a block, a row or "discussion", `?anchor=` words of the section; none of them: the whole."""
    postmortem = the_draft(request, reference, "postmortems.comment")
    given = request.POST if request.method == "POST" else request.GET
    initial = {name: given.get(name, "") for name in ("section", "at", "anchor")}
    words = quoted(postmortem, initial["section"][:40], initial["anchor"][:MOST_ANCHOR])
    form = ThreadForm(posted(request), words=words, initial=initial)
    title = "Comment on these words" if words else "Comment"
    asked = {"title": title, "quote": words, "action": address(postmortem, "start_thread")}
    if not form.is_valid():
        return _asked(request, postmortem, form, place=_place(request, postmortem, given), **asked)
    try:
        thread = workflow.start_thread(postmortem, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return _asked(request, postmortem, form, **asked)
    return _answered(request, thread, "Comment added", is_new=True)


@guards("postmortems.comment")
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: Request, reference: str, pk: int) -> HttpResponse:
    thread = _thread(request, reference, pk)
    form = ReplyForm(posted(request), words=_words(thread))
    asked = {"title": "Reply", "thread": thread, "action": address(thread.postmortem, "reply", pk)}
    if not form.is_valid():
        return _asked(request, thread.postmortem, form, **asked)
    try:
        workflow.reply(thread, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return _asked(request, thread.postmortem, form, **asked)
    return _answered(request, thread, "Reply added")


@guards("postmortems.edit_comment")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_comment(request: Request, reference: str, pk: int) -> HttpResponse:
    comment = _comment(request, reference, pk, "postmortems.edit_comment")
    form = EditForm(posted(request), initial={"body": comment.body, "version": comment.version})
    form.fields["body"].required = not comment.is_suggestion
    here = address(comment.postmortem, "edit_comment", pk)
    asked: dict[str, Any] = {"title": "Change your comment", "thread": comment.thread, "action": here}
    if not form.is_valid():
        return _asked(request, comment.postmortem, form, **asked)
    try:
        workflow.edit_comment(comment, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        if isinstance(refused, Stale):
            current: Any = refused.current
            form.data = {**request.POST.dict(), "version": current.version}
            asked["now"] = current.body
        return _asked(request, comment.postmortem, form, **asked)
    return _answered(request, comment.thread, "Comment changed")


@guards("postmortems.edit_comment")
@require_POST
def remove_comment(request: Request, reference: str, pk: int) -> HttpResponse:
    comment = workflow.remove_comment(_comment(request, reference, pk, "postmortems.edit_comment"), by=request.user)
    undo = address(comment.postmortem, "restore_comment", pk)
    return _answered(request, comment.thread, "Comment removed", undo=undo)


@guards("postmortems.edit_comment")
@require_POST
def restore_comment(request: Request, reference: str, pk: int) -> HttpResponse:
    comment = workflow.restore_comment(_comment(request, reference, pk, "postmortems.edit_comment"), by=request.user)
    return _answered(request, comment.thread, "Comment is back")


@guards("postmortems.comment")
@require_POST
def resolve_thread(request: Request, reference: str, pk: int) -> HttpResponse:
    thread = workflow.resolve_thread(_thread(request, reference, pk), by=request.user)
    return _answered(request, thread, "Thread resolved", undo=address(thread.postmortem, "reopen_thread", pk))


@guards("postmortems.comment")
@require_POST
def reopen_thread(request: Request, reference: str, pk: int) -> HttpResponse:
    return _answered(request, workflow.reopen_thread(_thread(request, reference, pk), by=request.user), "Reopened")


@guards("postmortems.edit")
@require_POST
def accept_suggestion(request: Request, reference: str, pk: int) -> HttpResponse:
    comment = _comment(request, reference, pk, "postmortems.edit")
    workflow.accept_suggestion(comment, by=request.user)
    return _answered(request, comment.thread, "The suggested words are in the text")


@guards("postmortems.edit")
@require_POST
def decline_suggestion(request: Request, reference: str, pk: int) -> HttpResponse:
    comment = _comment(request, reference, pk, "postmortems.edit")
    workflow.decline_suggestion(comment, by=request.user)
    return _answered(request, comment.thread, "Suggestion declined")


def _thread(request: Request, reference: str, pk: int) -> Thread:
    postmortem = the_draft(request, reference, "postmortems.comment")
    thread: Thread = found(request, Thread.objects, postmortem=postmortem, pk=pk)
    return thread


def _comment(request: Request, reference: str, pk: int, verb: str) -> Comment:
    postmortem = the_draft(request, reference, "" if verb == "postmortems.edit_comment" else verb)
    rows = Comment.objects.select_related("thread", "postmortem__incident")
    is_own = verb == "postmortems.edit_comment"
    comment: Comment = found(request, rows, verb if is_own else "", postmortem=postmortem, pk=pk)
    return comment


def _place(request: Request, postmortem: Postmortem, given: Any) -> Place:
    section, at = given.get("section", "")[:40], given.get("at", "")[:60]
    return place(postmortem, request.user, section=section, at=at)


def _words(thread: Thread) -> str:
    """What the thread stands on now, which a suggestion begins with."""
    if thread.start is None:
        return ""
    text: str = thread.postmortem.sections.get(key=thread.section).body
    return text[thread.start : thread.end]


def _from(request: Request, *, is_discussion: bool = False) -> str:
    given = request.POST.get("from") or request.GET.get("from", "")
    return given if given in PAGES else "discussion" if is_discussion else "comments"


def _discussed(postmortem: Postmortem, discussion: Discussion) -> dict[str, Any]:
    # The dialogs above the page have a field of the same name, which their labels must find.
    form = ThreadForm(initial={"at": DISCUSSION}, auto_id="discussion_%s")
    return {"postmortem": postmortem, "discussion": discussion, "form": form}


def _asked(request: Request, postmortem: Postmortem, form: Any, **words: Any) -> HttpResponse:
    context = {"postmortem": postmortem, "form": form, "came_from": _from(request), **words}
    status = 422 if form.is_bound and form.errors else 200
    response = render(request, "postmortems/comments/form.html", context, status=status)
    if is_partial(request) and status != 200:
        response["HX-Retarget"], response["HX-Reswap"] = "#dialog", "innerHTML"
    return response


def _answered(request: Request, thread: Thread, said: str, *, is_new: bool = False, undo: str = "") -> HttpResponse:
    """The thread's card as it is now; a new one stands in the editor's list, or on a fresh page."""
    came_from, postmortem = _from(request, is_discussion=thread.is_discussion), thread.postmortem
    # Named before the hash too, without which the browser would stay on the page it has.
    show = "show=all&" if came_from == "comments" else ""
    back = f"{address(postmortem, came_from)}?{show}comment={thread.pk}#thread-{thread.pk}"
    if not is_partial(request) or (is_new and came_from not in LISTS):
        return onward(request, back, said=said, undo=undo)
    discussion = Discussion(postmortem, request.user, page=came_from)
    context = {**_discussed(postmortem, discussion), "is_piece": True}
    if is_new:
        return toast(render(request, LISTS[came_from], context), said)
    context["thread"] = next((each for each in discussion.threads if each.pk == thread.pk), None)
    if context["thread"] is None:
        return toast(HttpResponse(), said, undo=undo)
    return toast(render(request, "postmortems/comments/_thread.html", context), said, undo=undo)
