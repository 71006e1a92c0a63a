// A table's telephone. What is typed is first written in this browser (IndexedDB), then sent; without network it waits
// there, even if the browser is closed. Each idea is given its key here and once: the portal knows it again, so that an
// answer lost on the way never makes two. Without this file the page is a plain form.
const table = document.querySelector("[data-table]");
const here = location.pathname;
const KEPT_DAYS = 3;
const EVERY = 15_000; // when something waits
const LARGEST = 2000; // pixels: a sheet stays readable, and leaves on a poor network
const part = (name) => table.querySelector(`[data-${name}]`);
const form = part("say");
const isOpen = "open" in table.dataset;

// The store --------------------------------------------------------------------------------------------------------
const store = new Promise((resolve, reject) => {
  const asked = indexedDB.open("tables", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("ideas", { keyPath: "key" });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function within(mode, deed) {
  const transaction = (await store).transaction("ideas", mode);
  const result = deed(transaction.objectStore("ideas"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

const write = (idea) => within("readwrite", (ideas) => ideas.put(idea));
const mine = async () => (await within("readonly", (ideas) => ideas.getAll()))
  .filter((idea) => idea.table === here).sort((one, other) => other.at - one.at);

// Reads and writes in one transaction: meanwhile the idea may have been taken back, here or in another tab.
const change = (key, deed) => within("readwrite", (ideas) => {
  ideas.get(key).onsuccess = ({ target }) => {
    const after = target.result && deed(target.result);
    if (after) ideas.put(after);
    else if (target.result) ideas.delete(key);
  };
});

const forget = async () => {
  const before = Date.now() - KEPT_DAYS * 86_400_000;
  for (const idea of await within("readonly", (ideas) => ideas.getAll())) {
    if (idea.state === "sent" && idea.at < before) await within("readwrite", (ideas) => ideas.delete(idea.key));
  }
};

// Sending ----------------------------------------------------------------------------------------------------------
let sending = false;
let again = false;

async function send() {
  again = sending;
  if (sending) return;
  sending = true;
  try {
    const left = (await mine()).filter((idea) => idea.state === "waiting" || idea.state === "back").reverse();
    for (const idea of left) if (!(await sendOne(idea))) break;
  } finally {
    sending = false;
    await draw();
    if (again) send();
  }
}

// True when the next one may leave.
async function sendOne(idea) {
  await change(idea.key, (now) => ({ ...now, tried: true }));
  let answer;
  try {
    answer = await post(idea);
    if (answer.status === 403 && (await renewToken())) answer = await post(idea);
  } catch {
    part("offline").hidden = false;
    return false;
  }
  part("offline").hidden = true;
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) {
    const back = idea.state === "back";
    await change(idea.key, (now) => (back ? null : now.state === "back" ? now : { ...now, state: "sent", photo: null }));
    again ||= !back;
  } else if (answer.status === 400) {
    await change(idea.key, (now) => ({ ...now, state: "refused", why: said.why }));
  } else if (answer.status === 409 && !said.closed) {
    await change(idea.key, (now) => ({ ...now, state: "sent", why: said.why }));
  } else {
    tell(said.why ?? "");
    part("left").dataset.why = said.why ?? "";
    return false;
  }
  return true;
}

function post(idea) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form?.elements.csrfmiddlewaretoken.value ?? "");
  body.set("key", idea.key);
  if (idea.state === "back") body.set("back", "1");
  else {
    body.set("text", idea.text);
    if (idea.photo) body.set("photo", idea.photo, "feuille.jpg");
  }
  const headers = { Accept: "application/json" };
  return fetch(here, { method: "POST", body, headers, signal: AbortSignal.timeout(60_000) });
}

// The page may have been kept since before its token's cookie was dropped: the portal gives another.
async function renewToken() {
  const page = new DOMParser().parseFromString(await (await fetch(here)).text(), "text/html");
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (token && form) form.elements.csrfmiddlewaretoken.value = token;
  return Boolean(token && form);
}

// The page ---------------------------------------------------------------------------------------------------------
const WORDS = { waiting: "en attente", sent: "enregistrée", refused: "à corriger", back: "retrait en attente" };
const hour = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit" });
const tell = (words) => { part("told").textContent = words; };

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

async function draw() {
  const ideas = await mine();
  const shown = ideas.filter((idea) => idea.state !== "back");
  const left = ideas.filter((idea) => idea.state !== "sent").length;
  part("kept").hidden = !ideas.length;
  part("plain").hidden = ideas.length > 0;
  part("count").textContent = shown.length > 1 ? `${shown.length} idées saisies sur cet appareil` : `${shown.length} idée saisie sur cet appareil`;
  part("left").textContent = left
    ? `${left > 1 ? `${left} ne sont pas parties` : "1 n’est pas partie"}. ${part("left").dataset.why ?? ""}`
    : "Tout est enregistré.";
  part("copy").hidden = isOpen || !left;
  part("ideas").replaceChildren(...shown.map(row));
}

function row(idea) {
  const meta = element("div", "line-meta mt-1", element("span", "", hour.format(idea.at)), element("span", "", WORDS[idea.state]));
  if (idea.hadPhoto) meta.append(element("span", "", "photo jointe"));
  if (isOpen && !(idea.state === "sent" && idea.why)) {
    const label = element("span", "visually-hidden", ` ${idea.text.slice(0, 60)}`);
    const button = element("button", "btn btn-link btn-sm push", "Reprendre", label);
    button.type = "button";
    button.addEventListener("click", () => takeBack(idea));
    meta.append(button);
  }
  const said = element("div", "said", idea.text || "Photo de la feuille");
  said.style.whiteSpace = "pre-wrap";
  const made = element("li", "", said, meta);
  if (idea.why) made.append(element("p", "fine mb-0", idea.why));
  return made;
}

// Taken back, its words return to the field, to be mended or dropped.
async function takeBack(idea) {
  await change(idea.key, (now) => (now.state === "refused" || !now.tried ? null : { ...now, state: "back" }));
  if (!form.elements.text.value) form.elements.text.value = idea.text;
  form.elements.text.focus();
  tell("Idée reprise : son texte est revenu dans le champ.");
  await draw();
  send();
}

async function say(event) {
  event.preventDefault();
  const { text: field, photo: file } = form.elements;
  const text = field.value.trim();
  const photo = file.files.length ? await smaller(file.files[0]) : null;
  if (!text && !photo) return field.focus();
  await write({ key: crypto.randomUUID(), table: here, at: Date.now(), text, photo, hadPhoto: Boolean(photo), state: "waiting" });
  if (field.value.trim() === text) field.value = "";
  file.value = "";
  localStorage.removeItem(here);
  field.focus();
  tell("Idée notée.");
  await draw();
  send();
}

// Drawn again here, a photo loses its weight, and what says where it was taken.
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85))) ?? file;
  } catch {
    return file; // the portal will say what is wrong with it
  }
}

// The page keeps a copy of itself, and of nothing else; once the table is closed, the copy goes.
async function keepPage() {
  if (!navigator.serviceWorker || !window.caches) return;
  const name = `table ${here}`;
  if (!isOpen) {
    await caches.delete(name);
    for (const one of await navigator.serviceWorker.getRegistrations()) {
      if (new URL(one.scope).pathname === here) await one.unregister();
    }
    return;
  }
  await navigator.serviceWorker.register("hors-ligne.js");
  const files = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
  await (await caches.open(name)).addAll([here, ...files.map((file) => file.href ?? file.src)]);
}

async function start() {
  await forget();
  await draw();
  keepPage().catch(() => {}); // without network, the copy made before stands
  part("copy").addEventListener("click", async () => {
    const left = (await mine()).filter((idea) => idea.state !== "sent").reverse();
    await navigator.clipboard.writeText(left.map((idea) => idea.text).join("\n"));
    tell("Copié.");
  });
  if (!form) return;
  const { text: field } = form.elements;
  field.value ||= localStorage.getItem(here) ?? "";
  field.addEventListener("input", () => localStorage.setItem(here, field.value));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", say);
  part("scripted").hidden = false;
  part("offline").hidden = navigator.onLine;
  window.addEventListener("offline", () => { part("offline").hidden = false; });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  setInterval(async () => { if ((await mine()).some((idea) => idea.state === "waiting" || idea.state === "back")) send(); }, EVERY);
  await send();
}

// A browser that cannot keep what is typed (private windows of some) leaves the plain form as it is.
if (window.isSecureContext && window.indexedDB) start().catch(() => {});
