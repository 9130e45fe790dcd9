// Buttons that put a text on the clipboard: data-copy holds it, data-copied says so.
import { toast } from "./toast.js";

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      toast(button.dataset.copied);
    } catch {
      prompt("Copy this address", button.dataset.copy);
    }
  });
}
