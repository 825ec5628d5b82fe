import { useEffect, useRef, useState } from "react";

// Whether the element in `box` has come near the screen; browsers' own lazy loading begins two screens before.
export function useNear(box) {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const watch = new IntersectionObserver((all) => all.some((one) => one.isIntersecting) && setNear(true), { rootMargin: "25%" });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return near;
}

// A large picture far down a page: on a phone's line it is asked for when its owner goes there.
// `ref` is the framework's own and stays out of the way of ours.
export function NearPicture({ src, alt, ref: _, ...rest }) {
  const box = useRef(null);
  const near = useNear(box);
  // A name without a picture would be drawn as a broken one.
  return <img ref={box} alt={near ? alt : ""} {...(near && { src })} {...rest} />;
}
