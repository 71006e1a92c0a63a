// Comforts only: every page works without this file.

// On a phone, filters start closed so that the list comes first; on a wide screen they stay open beside it.
const narrow = window.matchMedia("(max-width: 61.99rem)");
for (const filters of document.querySelectorAll("details.filters[open]")) {
  if (narrow.matches) filters.open = false;
}
narrow.addEventListener("change", () => {
  for (const filters of document.querySelectorAll("details.filters")) filters.open = !narrow.matches;
});

// The menu of phones closes with Escape, or when one looks elsewhere, and gives the focus back.
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// After an error, the summary takes the focus: it says what to mend and leads there.
document.querySelector(".form-summary")?.focus();

// A form is sent once: a second click while the first is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => { delete form.dataset.sent; }, 4000); // it may have been a download, which leaves the page as it is
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
