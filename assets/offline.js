// The offline page's own script: the last posts that this browser has seen, to read and to copy.
const language = /(?:^|; )sd_lang=(\w+)/.exec(document.cookie)?.[1];
if (language) document.documentElement.lang = language;

const list = document.getElementById("words");
const shape = document.getElementById("word");
const contact = () => {
  try {
    return localStorage.getItem("sd_contact") ?? "";
  } catch {
    return "";
  }
};

function card(post) {
  const item = shape.content.cloneNode(true);
  item.querySelector("[data-platform]").dataset.shown = post.platform_type;
  const text = item.querySelector(".keep");
  text.textContent = post.caption_text;
  text.lang = post.language;
  const button = item.querySelector("button");
  button.addEventListener("click", async () => {
    const whole = [post.caption_text.trim(), contact().trim()].filter(Boolean).join("\n\n");
    await navigator.clipboard.writeText(whole).then(
      () => (button.dataset.state = "done"),
      () => (button.dataset.state = "failed"),
    );
  });
  return item;
}

async function show() {
  const answer = await fetch("/api/posts").catch(() => null);
  const { posts = [] } = answer?.ok ? await answer.json() : {};
  list.replaceChildren(...posts.slice(0, 8).map(card));
  document.getElementById("none").hidden = posts.length > 0;
}

// In place of a page that could not be reached, this one asks for it again.
async function again() {
  if (location.pathname === "/offline") return;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

addEventListener("online", again);
setInterval(again, 5000);
document.getElementById("again").addEventListener("click", () => location.reload());
show();
