import { useEffect } from "react";

// A second of this machine's time before a stranger's first caption: no cookie, no puzzle, nobody else is asked.
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16));
const hex = (all) => Array.from(all, (one) => one.toString(16).padStart(2, "0")).join("");

async function derived({ nonce, salt, cost, keyLength }, counter) {
  const start = bytes(nonce);
  const password = new Uint8Array(start.length + 4);
  password.set(start);
  new DataView(password.buffer).setUint32(start.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, keyLength * 8)));
}

export function Proof({ challenge, onSolved }) {
  useEffect(() => {
    if (!challenge) return undefined;
    let left = false;
    const solve = async () => {
      const task = JSON.parse(challenge);
      for (let counter = 0; !left; counter += 1) {
        const derivedKey = await derived(task.parameters, counter);
        if (derivedKey.startsWith(task.parameters.keyPrefix)) {
          onSolved(btoa(JSON.stringify({ challenge: task, solution: { counter, derivedKey } })));
          return;
        }
      }
    };
    solve();
    return () => {
      left = true;
    };
  }, [challenge]);
  return null;
}
