import { useEffect, useRef } from "react";
import { keep, kept } from "$/public/client/kept.jsx";

const PAUSE = 600;

// What is typed stays in this browser until the server has it: a dropped line or a closed tab loses nothing.
// `explicit` says that the new `version` is what the owner asked for (a rewrite, undo); otherwise their own words win.
export function CaptionBox({ place, caption, version, explicit, saved, onTyped, ref: _, ...rest }) {
  const box = useRef(null);
  const timer = useRef(0);

  const tell = () => {
    clearTimeout(timer.current);
    timer.current = 0;
    onTyped(box.current.value);
  };

  const mark = (unsaved) => document.documentElement.toggleAttribute("data-unsaved", unsaved);

  function typed() {
    mark(true);
    keep(place, box.current.value);
    clearTimeout(timer.current);
    timer.current = setTimeout(tell, PAUSE);
  }

  useEffect(() => {
    const own = kept(place);
    if (own && own !== caption && !explicit) {
      box.current.value = own;
      mark(true);
      tell();
    } else {
      box.current.value = caption;
      keep(place, "");
      mark(false);
    }
  }, [version]);

  useEffect(() => {
    if (!saved || box.current.value.trim() !== caption) return;
    keep(place, "");
    mark(false);
  }, [saved, caption]);

  useEffect(() => {
    const again = () => kept(place) && tell();
    addEventListener("online", again);
    return () => {
      removeEventListener("online", again);
      clearTimeout(timer.current);
    };
  }, [place]);

  return <textarea ref={box} defaultValue={caption} onInput={typed} onBlur={() => timer.current && tell()} {...rest} />;
}
