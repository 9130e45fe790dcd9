// Shows the theme chosen in the profile at once; the server remembers it when the form is saved.
document.addEventListener("change", (event) => {
  const choice = event.target.closest("[data-theme-choice]") && event.target.value;
  if (!choice) return;
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
});
