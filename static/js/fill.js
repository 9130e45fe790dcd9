// A proposal beside a field: `data-fill="id"` puts its `data-value` there; without script its link loads the page with it.
document.addEventListener("click", (event) => {
  const proposal = event.target.closest("[data-fill]");
  const field = proposal && document.getElementById(proposal.dataset.fill);
  if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  field.value = proposal.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
