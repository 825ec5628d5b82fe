import { useEffect, useRef, useState } from "react";
import { withContact } from "$/public/client/kept.jsx";
import { useNear } from "$/public/client/near.jsx";

// The files are fetched when the button comes near, before the tap: a wait inside the tap would lose the right to share.
export function ShareButton({ caption, files, children, failedWord, ...rest }) {
  const ready = useRef([]);
  const [state, setState] = useState("waiting");
  const place = useRef(null);
  const near = useNear(place);

  // A list without files is no offer: browsers refuse it.
  const offer = () => ({ text: withContact(caption), ...(ready.current.length && { files: ready.current }) });

  useEffect(() => {
    if (!near) return undefined;
    let gone = false;
    async function fetchAll() {
      if (!navigator.canShare) return setState("unable");
      const blobs = await Promise.all(
        files.map(async ({ url, name }) => {
          const answer = await fetch(url);
          if (!answer.ok) throw new Error(answer.status);
          const blob = await answer.blob();
          return new File([blob], name, { type: blob.type });
        }),
      );
      if (gone) return;
      ready.current = blobs;
      setState(navigator.canShare(offer()) ? "able" : "unable");
    }
    fetchAll().catch(() => {});
    return () => {
      gone = true;
    };
  }, [caption, files, near]);

  async function share() {
    try {
      await navigator.share(offer());
      setState("able");
    } catch (error) {
      setState(error.name === "AbortError" ? "able" : "failed"); // Aborted: the owner closed the sheet, that is all.
    }
  }

  return (
    <>
      <button type="button" className="btn line" hidden={state !== "able" && state !== "failed"} onClick={share} {...rest}>
        {children}
      </button>
      <p ref={place} role="status" data-testid="shared" data-state={state} className="small soft aside">{state === "failed" ? failedWord : ""}</p>
    </>
  );
}
