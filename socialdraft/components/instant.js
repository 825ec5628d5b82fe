// Stands in the head of every page: a tap is never lost and is answered at once; the server's answer is the truth.
(() => {
  // Before React has taken a part of the page over, a tap on it waits and is done then.
  const alive = (one) => Object.keys(one).some((key) => key.startsWith("__reactProps$"));
  const later = (one, act) => (alive(one) ? act() : setTimeout(later, 40, one, act));
  const hold = (event, one, act) => {
    if (!one || alive(one)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    later(one, act);
    return true;
  };

  const radios = (one) => [...one.closest('[role="radiogroup"]').querySelectorAll('[role="radio"]:not(:disabled)')];
  const press = (all, one, name) => all.forEach((other) => other.setAttribute(name, String(other === one)));

  // A tapped button looks tapped until the page has something else to show; one of a set shows it by being pressed.
  function answer(button) {
    if (button.disabled || button.matches('[role="radio"], [data-one] [aria-pressed], [download]')) return;
    button.dataset.tapped = "";
    const watch = new MutationObserver(() => done());
    const done = () => {
      watch.disconnect();
      delete button.dataset.tapped;
    };
    queueMicrotask(() => watch.observe(document.body, { subtree: true, childList: true, characterData: true }));
    setTimeout(done, 4000);
  }

  addEventListener(
    "click",
    (event) => {
      const button = event.target.closest?.("button, a.btn, .nav a, a.card");
      if (!button || button.ariaDisabled === "true") return;
      const group = button.closest("[data-one]");
      if (button.role === "radio") press(radios(button), button, "aria-checked");
      else if (group && button.ariaPressed) press([...group.querySelectorAll("[aria-pressed]")], button, "aria-pressed");
      answer(button);
      if (button.tagName === "BUTTON") hold(event, button, () => button.click());
    },
    true,
  );

  addEventListener("submit", (event) => hold(event, event.target, () => event.target.requestSubmit()), true);

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
})();
