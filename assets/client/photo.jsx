import { useRef, useState } from "react";

// A photo of the owner's own: sent to the API with the session's cookie, never through the page's socket.
export function PhotoInput({ id, value, onDone, onFailed, children }) {
  const [busy, setBusy] = useState(false);
  const input = useRef(null);

  async function send(event) {
    const file = event.target.files[0];
    if (!file) return;
    setBusy(true);
    try {
      const body = new FormData();
      body.append("file", file);
      const answer = await fetch("/api/uploads", { method: "POST", body });
      const data = await answer.json();
      if (answer.ok) onDone(data.upload_id);
      else onFailed(data.code ?? "unexpected");
    } catch {
      onFailed("unexpected");
    } finally {
      setBusy(false);
      input.current.value = "";
    }
  }

  return (
    <label className="btn line" htmlFor={id} data-state={busy ? "busy" : value ? "done" : "empty"}>
      <input ref={input} id={id} className="vh" type="file" accept="image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif" onChange={send} disabled={busy} />
      {children}
    </label>
  );
}
