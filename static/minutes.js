// Comfort only: what is typed in the minutes is saved by itself, half a minute after the last word.
const WAIT = 30_000;
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-autosave-said]");
  let timer = 0;
  let typed = 0;
  const save = async () => {
    const sent = typed;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
      });
      if (!answer.ok || !answer.headers.get("Content-Type").includes("json")) throw new Error(answer.status);
      const saved = await answer.json();
      for (const [name, number] of Object.entries(saved.bases)) {
        const field = form.elements.namedItem(name);
        if (field) field.value = number;
      }
      said.textContent = saved.collided ? form.dataset.collided : form.dataset.autosave.replace("%s", saved.at);
      if (typed !== sent) plan();
    } catch {
      said.textContent = form.dataset.failed;
    }
  };
  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };
  form.addEventListener("input", () => { typed += 1; plan(); });
  form.addEventListener("submit", () => clearTimeout(timer));
}
