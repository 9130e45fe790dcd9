// Picking many at once: says how many are picked, Shift picks a range, one button picks all of the page.
const form = document.querySelector("form[data-picking]");

if (form) {
  const boxes = [...form.querySelectorAll("input[name=pick]")];
  const count = form.querySelector("[data-picked-count]");
  const all = form.querySelector("[data-pick-all]");
  let last = null;

  const tell = () => {
    const picked = boxes.filter((box) => box.checked).length;
    if (count) count.textContent = picked ? `${picked} picked` : "";
    if (all) all.textContent = picked === boxes.length && picked ? "Pick none" : "Pick all";
  };

  form.addEventListener("click", (event) => {
    const box = event.target.closest("input[name=pick]");
    if (!box) return;
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
    tell();
  });

  if (all && boxes.length) {
    all.hidden = false;
    all.addEventListener("click", () => {
      const wanted = boxes.some((box) => !box.checked);
      for (const box of boxes) box.checked = wanted;
      tell();
    });
  }
  // A page that comes back from the browser's memory has its boxes ticked already.
  window.addEventListener("pageshow", tell);
  tell();
}
