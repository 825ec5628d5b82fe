// Answers when there is no connection: a page that says so, with the words of the last posts to copy.
const SHELL = "sd_shell_1";
const WORDS = "sd_words";
const FILES = ["/offline", "/offline.js", "/icon.svg", "/fonts/anuphan-latin.woff2", "/fonts/anuphan-thai.woff2", "/fonts/anuphan-name.woff2"];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = async () => (await caches.keys()).filter((name) => ![SHELL, WORDS].includes(name));
  event.waitUntil(old().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname === "/api/posts") event.respondWith(posts(request));
  else if (FILES.includes(pathname)) event.respondWith(shell(request, pathname));
  else if (request.mode === "navigate" && !/^\/(api|auth)\//.test(pathname)) event.respondWith(page(request));
});

async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match("/offline")) ?? Response.error();
  }
}

// A newer page or file replaces the kept one whenever there is a connection.
async function shell(request, pathname) {
  const cache = await caches.open(SHELL);
  const fresh = fetch(request).then((answer) => {
    if (answer.ok) cache.put(pathname, answer.clone());
    return answer;
  });
  const known = await cache.match(pathname);
  if (!known || pathname === "/offline") return fresh.catch(() => known ?? Response.error());
  fresh.catch(() => {});
  return known;
}

// The words belong to the session that is open: without one they go.
async function posts(request) {
  const cache = await caches.open(WORDS);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put("/api/posts", answer.clone());
    else if (answer.status === 401) await caches.delete(WORDS);
    return answer;
  } catch {
    return (await cache.match("/api/posts")) ?? Response.error();
  }
}
