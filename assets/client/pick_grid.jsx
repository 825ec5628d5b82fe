import { useEffect, useRef, useState } from "react";

const LARGER = <svg viewBox="0 0 24 24" width="15" height="15"><path d="M14 5h5v5M19 5l-6 6M10 19H5v-5M5 19l6-6" /></svg>;
// Picks are answered on the device at once and kept in it; the server hears every change and checks everything.
const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
};

export function PickGrid({ post, ideas, limit, locked, pickWord, viewWord, missingWord, closeWord, onPicked }) {
  const key = `sd_picks_${post}`;
  const [picked, setPicked] = useState([]);
  const [shown, setShown] = useState(null);
  const dialog = useRef(null);

  useEffect(() => {
    const known = read(key);
    setPicked(known);
    onPicked(known);
  }, [key]);

  function toggle(id) {
    if (locked || (!picked.includes(id) && picked.length >= limit)) return;
    const next = picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id];
    setPicked(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {} // A browser that keeps nothing: the picks live as long as the page.
    onPicked(next);
  }

  function view(image) {
    setShown(image);
    dialog.current.showModal();
  }

  // A place keeps its number and its element when its picture comes, so nothing moves and focus stays.
  return (
    <>
      <div className="grid3">
        {ideas.map((image) => {
          const place = { className: "cell", style: { aspectRatio: image.ratio }, "data-place": image.place, "data-state": image.state };
          if (image.state !== "here")
            return <div {...place} key={image.place}>{image.state === "missing" && <p>{image.label}: {missingWord}</p>}</div>;
          const order = picked.indexOf(image.id) + 1;
          const full = !order && picked.length >= limit;
          return (
            <div {...place} key={image.place}>
              <img src={image.thumb} alt="" width="256" height="320" decoding="async" />
              <button
                type="button" className="pick" data-testid="candidate" data-id={image.id}
                aria-pressed={order > 0} aria-disabled={full || locked} aria-label={`${pickWord}: ${image.label}`}
                onClick={() => toggle(image.id)} onContextMenu={(event) => { event.preventDefault(); view(image); }}
              >
                <span className="order" aria-hidden="true">{order || ""}</span>
              </button>
              <button type="button" className="zoom" aria-label={`${viewWord}: ${image.label}`} onClick={() => view(image)}>
                <span aria-hidden="true">{LARGER}</span>
              </button>
            </div>
          );
        })}
      </div>
      <dialog className="viewer" ref={dialog} style={{ "--ratio": ideas[0]?.ratio }} onClick={(event) => event.target === dialog.current && dialog.current.close()}>
        {shown && <img src={shown.full} alt={shown.label} />}
        {shown && (
          <div className="row between">
            <button type="button" className="btn line" aria-pressed={picked.includes(shown.id)} onClick={() => toggle(shown.id)}>
              {picked.includes(shown.id) ? `✓ ${picked.indexOf(shown.id) + 1}` : pickWord}
            </button>
            <button type="button" className="btn quiet" onClick={() => dialog.current.close()}>{closeWord}</button>
          </div>
        )}
      </dialog>
    </>
  );
}
