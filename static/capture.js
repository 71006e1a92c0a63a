// At a table, Enter saves the idea and Shift+Enter starts a new line; without this file the button does it.
for (const field of document.querySelectorAll("[data-enter-submits]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (field.value.trim()) field.form.requestSubmit();
    }
  });
}
