"""Several people in one write-up: their pages, their texts, and what the log holds."""

from playwright.sync_api import Locator, Page, expect

from live import store
from postmortems.models import Postmortem

KEY = "what_happened"
START = "The pool ran dry."
SAVED = "Saved"
OFFLINE = "Offline, kept in this browser"
# A text as it stands in the document: without the others' cursors and what is still on its way.
PLAIN = """content => [...content.querySelectorAll('.cm-line')].map(line => {
  const copy = line.cloneNode(true);
  copy.querySelectorAll('.cm-caret, .cm-waiting, .cm-placeholder').forEach(each => each.remove());
  return copy.textContent;
}).join('\\n')"""


def edit(page: Page, draft: Postmortem, query: str = "", *, at: str = "") -> Page:
    """The editor, once it stands where the plain fields were; `at` is another process's address."""
    page.goto(f"{at}/postmortems/{draft.incident.reference}/edit/{query}")
    expect(page.locator("[data-raised]")).to_be_visible()
    return page


def box(page: Page, key: str = KEY) -> Locator:
    return page.locator(f"#section-{key}").get_by_role("textbox")


def text(page: Page, key: str = KEY) -> str:
    return str(box(page, key).evaluate(PLAIN))


def at_end(page: Page, key: str = KEY) -> None:
    box(page, key).click()
    page.keyboard.press("ControlOrMeta+End")


def add(page: Page, words: str, key: str = KEY) -> None:
    """Types at the end of a section, key by key."""
    at_end(page, key)
    page.keyboard.type(words)


def says(page: Page, words: str) -> None:
    """The status line."""
    expect(page.locator("#save-state")).to_have_text(words)


def kept(draft: Postmortem, key: str = KEY) -> str:
    """The text of the log as it is committed."""
    return store.texts(draft.document_id).get(key, "")


def paste(page: Page, *, html: str = "", plain: str = "", image: str = "") -> None:
    """Into what has the focus; `image` is a PNG in base64."""
    page.evaluate(
        """({html, plain, image}) => {
          const data = new DataTransfer();
          if (html) data.setData('text/html', html);
          if (plain) data.setData('text/plain', plain);
          const bytes = Uint8Array.from(atob(image), each => each.charCodeAt(0));
          if (image) data.items.add(new File([bytes], 'shot.png', {type: 'image/png'}));
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', options));
        }""",
        {"html": html, "plain": plain, "image": image},
    )
