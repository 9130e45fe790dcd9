// Offers the browser's time zone beside a zone field ([data-zone-suggest]); with data-adopt it is filled in at once.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone.replace(/^Etc\/(UTC|UCT|GMT)$/, "UTC");

document.querySelectorAll("[data-zone-suggest]").forEach((place) => {
  const input = place.querySelector("[data-zone-field]");
  const button = place.querySelector("button");
  const isListed = [...document.querySelectorAll("#zones option")].some((option) => option.value === own);
  if (!isListed) return;
  if (place.hasAttribute("data-adopt") && input.value === "UTC" && !input.hasAttribute("aria-invalid")) input.value = own;
  place.querySelector("[data-zone-name]").textContent = own;
  const show = () => (button.hidden = input.value === own);
  button.addEventListener("click", () => {
    input.value = own;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  input.addEventListener("input", show);
  show();
});
