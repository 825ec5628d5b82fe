import { useState } from "react";
import { CONTACT, kept, withContact } from "$/public/client/kept.jsx";

// The server's ZIP with the contact lines put into its caption, here: they are never sent.
const CAPTION = "caption.txt";
const PATIENCE = 60_000;

async function packed(answer) {
  const [{ unzipSync, Zip, ZipPassThrough, strFromU8, strToU8 }, sent] = await Promise.all([
    import("fflate"),
    answer.arrayBuffer(),
  ]);
  const { [CAPTION]: caption, ...pictures } = unzipSync(new Uint8Array(sent));
  const words = strToU8(withContact(caption ? strFromU8(caption) : ""));
  // Piece by piece: a phone holds each picture once, not a second time in one long array.
  const pieces = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const [name, content] of Object.entries({ [CAPTION]: words, ...pictures })) {
    const file = new ZipPassThrough(name);
    zip.add(file);
    file.push(content, true);
  }
  zip.end();
  return new Blob(pieces, { type: "application/zip" });
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
}

// Without contact lines, and inside apps whose browsers save nothing made on a page, it is the link that it looks like.
export function ZipLink({ href, children, ...rest }) {
  const [state, setState] = useState("empty");

  async function open(event) {
    if (!kept(CONTACT).trim() || document.documentElement.dataset.inside) return;
    event.preventDefault();
    if (state === "busy") return;
    setState("busy");
    try {
      const answer = await fetch(href);
      if (!answer.ok) throw new Error(answer.status);
      const name = /filename="(.+)"/.exec(answer.headers.get("content-disposition"));
      save(await packed(answer), name[1]);
      setState("done");
    } catch {
      setState("failed");
    }
  }

  return (
    <a href={href} download="" data-state={state} aria-busy={state === "busy"} onClick={open} {...rest}>
      {children}
    </a>
  );
}
