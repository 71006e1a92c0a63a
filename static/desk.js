// The drafting desk with comforts: a toolbar, the text as it will be read, a draft kept by itself, who else is there.
const PAUSE = 1500; // after the last key, then the draft is kept
const POLL = 20_000;

for (const form of document.querySelectorAll("[data-desk]")) {
  const { title, text, reason, base } = form.elements;
  const page = form.closest("section");
  const told = (name) => page.querySelector(`[data-${name}]`);
  const local = `brouillon:${form.dataset.desk}`;
  const typed = () => ({ base: base.value, title: title.value, text: text.value, reason: reason.value });
  const same = (one, other) => one.title === other.title && one.text === other.text;
  const first = typed();
  let kept = JSON.stringify(first);
  let sending = false;
  let timer = 0;

  // In the browser, for the cut network, the session that ended, the browser that crashed.
  const store = () => { try { localStorage.setItem(local, JSON.stringify(typed())); } catch { /* private mode */ } };
  const forget = () => { try { localStorage.removeItem(local); } catch { /* private mode */ } };
  const stored = () => { try { return JSON.parse(localStorage.getItem(local)); } catch { return null; } };

  if (location.hash === "#enregistree") {
    forget();
    history.replaceState(null, "", location.pathname + location.search);
  }
  const found = stored();
  if (found && !same(found, first)) {
    told("local").hidden = false;
    told("take-back").addEventListener("click", () => {
      title.value = found.title;
      text.value = found.text;
      reason.value = found.reason;
      base.value = found.base;
      told("local").hidden = true;
      text.focus();
      changed();
    });
    told("throw-away").addEventListener("click", () => { forget(); told("local").hidden = true; });
  } else if (found) forget();

  const look = (answer) => {
    told("others").textContent = answer.others;
    told("newer").textContent = String(answer.newest) === base.value ? "" : answer.saved;
  };
  const post = async (address, body, keepalive = false) => {
    const answer = await fetch(address, { method: "POST", body, keepalive, headers: { "X-Autosave": "1" } });
    if (!answer.ok || !answer.headers.get("Content-Type").includes("json")) throw new Error(answer.status);
    return answer.json();
  };

  // What the page offers to take back stays in the browser until someone answers.
  const keep = async (keepalive = false) => {
    clearTimeout(timer);
    const now = JSON.stringify(typed());
    if (sending || now === kept) return;
    sending = true;
    try {
      const answer = await post(form.dataset.draft, new FormData(form), keepalive);
      kept = now;
      if (told("local").hidden && JSON.stringify(typed()) === now) forget();
      told("said").textContent = answer.is_draft ? `${form.dataset.kept} ${answer.at}.` : "";
      show(answer.html);
      look(answer);
    } catch {
      told("said").textContent = form.dataset.cut;
    } finally {
      sending = false;
    }
    if (JSON.stringify(typed()) !== kept && !keepalive) timer = setTimeout(keep, POLL / 4);
  };
  const show = (html) => {
    const preview = told("preview");
    preview.hidden = false;
    // The server's own rendering, cleaned there as everywhere.
    preview.querySelector(".book").innerHTML = html;
  };
  const changed = () => {
    if (told("local").hidden) store();
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", changed);
  // A text that is sent may meet an ended session: it stays here until the page says that it is saved.
  form.addEventListener("submit", () => { clearTimeout(timer); kept = JSON.stringify(typed()); store(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(true); });

  const here = () => {
    if (document.visibilityState === "hidden") return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    post(form.dataset.presence, body).then(look).catch(() => {});
  };
  here();
  setInterval(here, POLL);

  // The toolbar writes the marks that one would type.
  const replace = (start, end, words, from, to) => {
    text.focus();
    text.setSelectionRange(start, end);
    // Deprecated, and the only way that keeps the browser's own undo.
    if (!document.execCommand("insertText", false, words)) text.setRangeText(words, start, end);
    text.setSelectionRange(from, to);
    changed();
  };
  const mark = (sign) => {
    const [start, end] = [text.selectionStart, text.selectionEnd];
    const words = text.value.slice(start, end);
    replace(start, end, sign + words + sign, start + sign.length, end + sign.length);
  };
  const lines = (make) => {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const next = text.value.indexOf("\n", text.selectionEnd);
    const end = next < 0 ? text.value.length : next;
    const words = make(text.value.slice(start, end));
    replace(start, end, words, start, start + words.length);
  };
  const bar = told("toolbar");
  text.before(bar);
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const { mark: sign, line, heading } = event.target.dataset;
    if (sign) mark(sign);
    if (line) lines((words) => words.split("\n").map((one) => (one.startsWith(line) ? one.slice(2) : line + one)).join("\n"));
    if (heading !== undefined) lines((words) => `**${words.replaceAll("*", "")}**\n`);
  });
  text.addEventListener("keydown", (event) => {
    const sign = { b: "**", i: "*" }[event.key.toLowerCase()];
    if (!sign || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    mark(sign);
  });
}
