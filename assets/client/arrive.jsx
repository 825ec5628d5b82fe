import { useEffect } from "react";
import { useLocation } from "react-router";

let last = null; // each page has an Arrive of its own; the document has one past

// Runs on every page: a change of route moves the focus to the new page's heading, as a document would, and the
// worker that answers without a connection is there after the first visit, with the words of the last posts.
export function Arrive() {
  const { pathname } = useLocation();

  useEffect(() => {
    const arrived = last !== null && last !== pathname;
    last = pathname;
    if (!arrived) return;
    const heading = document.querySelector("#main h1") ?? document.getElementById("main");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [pathname]);

  useEffect(() => {
    const worker = navigator.serviceWorker;
    if (!worker) return undefined;
    const later = setTimeout(async () => {
      if (document.readyState !== "complete") await new Promise((on) => addEventListener("load", on, { once: true }));
      await worker.register("/sw.js").catch(() => {});
      if (worker.controller && pathname.startsWith("/drafts")) fetch("/api/posts").catch(() => {});
    }, 3000);
    return () => clearTimeout(later);
  }, [pathname]);

  return null;
}
