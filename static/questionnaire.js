// Comforts only: a question that is not to be asked is hidden, and a ballot says what is left while one types.

for (const form of document.querySelectorAll("form[data-conditions]")) {
  const asked = [...form.querySelectorAll("[data-only-if]")].map((part) => {
    const [name, place] = part.dataset.onlyIf.split(":");
    return { field: part.closest(".field"), name, place };
  });
  const show = () => {
    for (const { field, name, place } of asked) {
      const given = form.querySelector(`[name="${name}"][value="${place}"]:checked`);
      field.hidden = !given || given.closest(".field").hidden;
    }
  };
  form.addEventListener("change", show);
  show();
}

for (const left of document.querySelectorAll("[data-left]")) {
  const fields = [...left.closest("form").querySelectorAll("input[type=number]")];
  const say = () => {
    const given = fields.reduce((sum, field) => sum + (Number.parseInt(field.value, 10) || 0), 0);
    left.textContent = `${left.dataset.leftSaid} ${left.dataset.left - given}`;
  };
  left.closest("form").addEventListener("input", say);
  say();
}
