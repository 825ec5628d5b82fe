import { useEffect, useLayoutEffect, useRef } from "react";

// The device's back key goes one step back on a page of several steps: each step further is an entry of the history.
// A document in which nobody has tapped yet, as after a reload, makes none: browsers pass over such entries anyway.
// The entry is there before the step is seen, and also when the server took long to answer the tap.
export function BackStep({ step, onBack }) {
  const shown = useRef(step);
  const back = useRef(onBack);
  back.current = onBack;

  useLayoutEffect(() => {
    if (step > shown.current && navigator.userActivation?.hasBeenActive) history.pushState({ ...history.state, step }, "");
    shown.current = step;
  }, [step]);

  useEffect(() => {
    const place = location.pathname;
    const popped = ({ state }) => location.pathname === place && (state?.step ?? 1) < shown.current && back.current();
    addEventListener("popstate", popped);
    return () => removeEventListener("popstate", popped);
  }, []);

  return null;
}
