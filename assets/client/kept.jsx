import { useEffect, useRef, useState } from "react";

// Words that stay in this browser: the paste until it is checked, and the shop's contact lines for good.
export const CONTACT = "sd_contact";

export function kept(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export function keep(key, words) {
  try {
    if (words) localStorage.setItem(key, words);
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing: the words stay in the box.
  }
}

export const withContact = (caption) => [caption.trim(), kept(CONTACT).trim()].filter(Boolean).join("\n\n");

// A new `version` puts the `offered` words into the box; otherwise it shows what was typed here before.
// `ref` is the framework's own and stays out of the way of ours.
export function KeptArea({ place, offered = "", version = 0, ref: _, ...rest }) {
  const box = useRef(null);
  const seen = useRef(version);

  useEffect(() => {
    box.current.value = seen.current === version ? kept(place) : offered;
    seen.current = version;
    box.current.dispatchEvent(new Event("input", { bubbles: true }));
  }, [version]);

  return <textarea ref={box} onInput={(event) => keep(place, event.target.value)} {...rest} />;
}

export function ContactNote({ children }) {
  const [has, setHas] = useState(false);
  useEffect(() => setHas(kept(CONTACT).trim() !== ""), []);
  return <div data-state={has ? "done" : "empty"}>{children}</div>;
}

export function CopyButton({ caption, onCopied, children, ...rest }) {
  const [state, setState] = useState("empty");

  async function copy() {
    try {
      await navigator.clipboard.writeText(withContact(caption));
      setState("done");
      onCopied?.();
    } catch {
      setState("failed");
    }
  }

  return (
    <button type="button" data-state={state} onClick={copy} {...rest}>
      {children}
    </button>
  );
}
