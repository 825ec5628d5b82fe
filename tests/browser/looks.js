// Complaints about the page as it stands: too wide, out of reach, too small for a thumb, cut off, on top of each other.
() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const name = (one) => one.outerHTML.slice(0, 120);
  const found = [];

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) {
    const wide = [...document.querySelectorAll("main *")].filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    found.push(`is ${scrollWidth - clientWidth} pixels wider than the screen: ${wide.slice(-1).map(name)}`);
  }

  // A target is 44 pixels either way; a link inside a sentence is as high as its line.
  const inSentence = (one) => {
    const around = one.parentElement;
    const links = [...around.querySelectorAll("a, button")].map((other) => other.innerText);
    const rest = links.reduce((text, link) => text.replace(link, ""), around.innerText);
    return one.matches(".more, .skip") || (getComputedStyle(one).display === "inline" && rest.trim());
  };
  const targets = "button, a[href], label.btn, input:not(.vh), select, textarea, summary";
  for (const one of [...document.querySelectorAll(targets)].filter((target) => shown(target) && !inSentence(target))) {
    const { width, height } = one.getBoundingClientRect();
    if (height > 2 * width) found.push(`squeezed (${width} x ${height}): ${name(one)}`);
    if (width && Math.min(width, height) < 43.5) found.push(`too small to tap (${width} x ${height}): ${name(one)}`);
  }

  // The one main action and the places must not be covered.
  const dialog = document.querySelector("dialog[open]");
  for (const one of document.querySelectorAll(".bar .btn.main:not(:disabled), .nav a")) {
    const { x, y, width, height } = one.getBoundingClientRect();
    const there = width && document.elementFromPoint(x + width / 2, y + height / 2);
    if (width && !dialog && !one.contains(there)) found.push(`can't be reached: ${name(one)}`);
  }

  // Every run of words, as the boxes of its lines.
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const home = node.parentElement;
    if (!node.data.trim() || !shown(home) || home.closest(".vh, .skip, script, option, textarea, dialog, .toasts, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const layer = home.closest(".bar, .nav, .top, .offline")?.className ?? "";
    const clip = home.closest(".clip")?.getBoundingClientRect() ?? { bottom: Infinity }; // shows so many lines on purpose
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.top < clip.bottom - 4) words.push({ home, box, layer });
    }
  }

  // Cut off: by its own box, or by one around it that hides what sticks out.
  const cuts = (one) => getComputedStyle(one).overflowX !== "visible" && !one.matches("html, body, .clip, .chips.scroll");
  for (const { home, box } of words) {
    for (let around = home; around && around !== document.body; around = around.parentElement) {
      if (around.matches(".clip, .chips.scroll")) break;
      if (!cuts(around)) continue;
      const frame = around.getBoundingClientRect();
      if (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + box.height / 3)
        found.push(`cut off by ${around.className}: ${home.textContent.slice(0, 60)}`);
      break;
    }
  }

  // On top of each other: the middles of two lines, which Thai marks above and below don't reach.
  const middle = ({ left, right, top, height }) => ({ left, right, top: top + height * 0.3, bottom: top + height * 0.7 });
  const cores = words.map(({ home, box, layer }) => ({ home, layer, ...middle(box) }));
  cores.forEach((one, number) => {
    for (const other of cores.slice(number + 1)) {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const shortened = one.home === other.home && one.home.closest(".clip"); // its last line has a box whole and a box cut
      if (one.layer === other.layer && across > 2 && down > 2 && !shortened)
        found.push(`on top of each other: ${one.home.textContent.slice(0, 40)} | ${other.home.textContent.slice(0, 40)}`);
    }
  });
  return found;
}
