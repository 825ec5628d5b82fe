// A tab remembers on the server what it showed before a reload, which may be old by now. So a new document shows its
// second child until it has been `told` the news once; later changes of page show at once what is known.
let heard = false;

export function Fresh({ told, children: [news, waiting] }) {
  if (told) heard = true;
  return heard ? news : waiting;
}
