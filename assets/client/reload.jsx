import { useEffect } from "react";

// Only a document can bring a new session; once in a while is enough, so a browser without cookies can't loop.
// The landing page has no script that could.
const PAUSE = 20_000;

async function open(place) {
  await forget(place === "/");
  const last = Number(sessionStorage.getItem("sd_reload") ?? 0);
  if (place !== "/" && Date.now() - last < PAUSE) return;
  sessionStorage.setItem("sd_reload", String(Date.now()));
  location.assign(place);
}

// The posts' words go with the session; who has left or deleted everything leaves nothing on the device.
async function forget(all) {
  await globalThis.caches?.delete("sd_words");
  if (all) Object.keys(localStorage).filter((name) => /^sd_(?!install)/.test(name)).forEach((name) => localStorage.removeItem(name));
}

export function Reload({ wanted, lost }) {
  useEffect(() => {
    if (wanted) open(wanted);
  }, [wanted]);
  // A line that is refused may mean that somebody has signed out everywhere.
  useEffect(() => {
    if (lost) fetch("/api/me").then((answer) => answer.status === 401 && open(location.pathname), () => {});
  }, [lost]);
  return null;
}
