// Reopens the page of one table without network. It is served from the table's own address: the browser shows it no other
// page of the portal, and it keeps nothing itself. What it finds was put there by the page (table.js).
const KEPT = "table " + new URL(self.registration.scope).pathname;
const PATIENCE = 4000; // a hall's network often hangs rather than fails

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(newestOf(event.request));
});

async function newestOf(request) {
  const kept = await (await caches.open(KEPT)).match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fetch(request).catch(() => kept), late]);
}
