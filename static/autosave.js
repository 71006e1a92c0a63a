// Comfort only: what is typed is saved by itself, half a minute after the last word, or when the page is left aside.
const WAIT = 30_000;
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const said = form.querySelector("[data-autosave-said]");
  let timer = 0;
  let typed = 0;
  let kept = 0;
  const words = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return data;
  };
  const save = async () => {
    clearTimeout(timer);
    const sent = typed;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: words(),
        headers: { "X-Autosave": "1" },
        keepalive: document.hidden,
      });
      if (!answer.ok || !answer.headers.get("Content-Type").includes("json")) throw new Error(answer.status);
      const saved = await answer.json();
      kept = sent;
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
  form.addEventListener("submit", () => { clearTimeout(timer); kept = typed; });
  document.addEventListener("visibilitychange", () => { if (document.hidden && typed !== kept) save(); });
}
