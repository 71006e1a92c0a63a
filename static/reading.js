// When the end of a version was on the screen for a moment, the page says so, as its button would.
const form = document.querySelector("[data-reading-end]");
const MOMENT = 3000;
const opened = Date.now();

if (form && "IntersectionObserver" in window) {
  let waiting;
  const seen = new IntersectionObserver(([entry]) => {
    clearTimeout(waiting);
    if (!entry.isIntersecting || Date.now() - opened < MOMENT) return;
    waiting = setTimeout(async () => {
      const said = new FormData(form);
      said.set("quiet", "1");
      const answer = await fetch(form.action, { method: "POST", body: said });
      if (answer.ok) seen.disconnect();
    }, MOMENT);
  });
  seen.observe(form);
}
