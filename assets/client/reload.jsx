import { useEffect } from "react";

// Only a document can bring a new session; once in a while is enough, so a browser without cookies can't loop.
const PAUSE = 20_000;

export function Reload({ wanted }) {
  useEffect(() => {
    const last = Number(sessionStorage.getItem("sd_reload") ?? 0);
    if (!wanted || Date.now() - last < PAUSE) return;
    sessionStorage.setItem("sd_reload", String(Date.now()));
    location.assign(wanted);
  }, [wanted]);
  return null;
}
