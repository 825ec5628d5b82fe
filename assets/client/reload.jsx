import { useEffect } from "react";

// Only a document can bring a new session; once in a while is enough, so a browser without cookies can't loop.
const PAUSE = 20_000;

function open(place) {
  const last = Number(sessionStorage.getItem("sd_reload") ?? 0);
  if (Date.now() - last < PAUSE) return;
  sessionStorage.setItem("sd_reload", String(Date.now()));
  globalThis.caches?.delete("sd_words");
  location.assign(place);
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
