// Answers a tap at once; the server's answer follows and is the truth.
const radios = (one) => [...one.closest('[role="radiogroup"]').querySelectorAll('[role="radio"]:not(:disabled)')];

const choose = (one) => radios(one).forEach((other) => other.setAttribute("aria-checked", String(other === one)));

addEventListener(
  "click",
  ({ target }) => {
    const radio = target.closest?.('[role="radio"]');
    if (radio && !radio.disabled) choose(radio);
  },
  true,
);

addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const radio = event.target.closest?.('[role="radio"]');
  if (!step || !radio) return;
  const all = radios(radio);
  const next = all[(all.indexOf(radio) + step + all.length) % all.length];
  event.preventDefault();
  next.focus();
  next.click();
});

addEventListener("input", ({ target }) => {
  if (!target.id) return;
  const length = [...target.value].length;
  document.querySelectorAll(`[data-count-of="${target.id}"]`).forEach((spot) => {
    spot.textContent = length.toLocaleString(document.documentElement.lang);
    spot.parentElement.dataset.over = String(length > Number(spot.dataset.most));
  });
});

// Files can't always be saved inside other apps' browsers; the page says so.
const host = /\bLine\//.test(navigator.userAgent) ? "line" : /FBAN|FBAV|Instagram/.test(navigator.userAgent) ? "meta" : "";
if (host) document.documentElement.dataset.inside = host;
