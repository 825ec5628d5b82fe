// Stands in the head of every page: what only this device knows, and what needs no server.
(() => {
  const root = document.documentElement;
  const agent = navigator.userAgent;

  // Files can't always be saved inside other apps' browsers; the page says so.
  const host = /\bLine\//.test(agent) ? "line" : /FBAN|FBAV|Instagram/.test(agent) ? "meta" : "";
  if (host) root.dataset.inside = host;

  // Keeping the app on the home screen: offered where the browser can, explained where it only knows how.
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return "no";
    }
  };
  const alone = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const wanted = !alone && !host && kept("sd_install") !== "no";
  let prompt = null;
  if (wanted && /iPhone|iPad/.test(agent)) root.dataset.install = "by-hand";
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    if (wanted) root.dataset.install = "ready";
  });
  function install(answer) {
    delete root.dataset.install;
    if (answer === "yes") prompt?.prompt();
    else
      try {
        localStorage.setItem("sd_install", "no");
      } catch {
        // Asked again next time.
      }
  }

  addEventListener("click", ({ target }) => {
    const one = target.closest?.("[data-install-answer], [data-opens]");
    if (one?.dataset.installAnswer) install(one.dataset.installAnswer);
    else if (one) {
      one.closest(".text").dataset.open = "";
      one.remove();
    }
  });

  // The finished picture beside its idea: a slider draws the line between them.
  addEventListener("input", ({ target }) => {
    if (target.matches(".compare input")) target.closest(".compare").style.setProperty("--cut", `${target.value}%`);
  });
})();
