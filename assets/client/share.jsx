import { useEffect, useRef, useState } from "react";
import { withContact } from "$/public/client/kept.jsx";

// The files are fetched before the tap: a wait inside the tap would lose the right to share.
export function ShareButton({ caption, files, children, ...rest }) {
  const ready = useRef([]);
  const [able, setAble] = useState(false);

  useEffect(() => {
    let gone = false;
    async function fetchAll() {
      if (!navigator.canShare) return;
      const blobs = await Promise.all(
        files.map(async ({ url, name }) => {
          const answer = await fetch(url);
          const blob = await answer.blob();
          return new File([blob], name, { type: blob.type });
        }),
      );
      const offer = blobs.length ? { files: blobs } : { text: caption };
      if (!gone && navigator.canShare(offer)) {
        ready.current = blobs;
        setAble(true);
      }
    }
    fetchAll().catch(() => {});
    return () => {
      gone = true;
    };
  }, [caption, files]);

  const share = () => navigator.share({ files: ready.current, text: withContact(caption) }).catch(() => {});

  return (
    <button type="button" className="btn line" hidden={!able} onClick={share} {...rest}>
      {children}
    </button>
  );
}
