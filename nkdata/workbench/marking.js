// Words of the article are selected by key: W and B take the next and previous word, with Shift the selection grows or
// shrinks by one, as by Shift with an arrow.  It begins at the mark that has the focus, else at the stretch that is read.
const WAYS = {w: 1, b: -1, W: 1, B: -1, ArrowRight: 1, ArrowLeft: -1};
const WORD = /[\p{L}\p{N}](?:\S*[\p{L}\p{N}%])?/gu; // without the marks of punctuation around it

function wordsOf(held) {
  const nodes = [], walker = document.createTreeWalker(held, NodeFilter.SHOW_TEXT);
  for (let at = 0; walker.nextNode(); at += walker.currentNode.data.length) nodes.push([at, walker.currentNode]);
  const found = [...held.textContent.matchAll(WORD)].map(one => [one.index, one.index + one[0].length]);
  return [nodes, found];
}

function offset(held, node, within) {
  const before = document.createRange();
  before.setStart(held, 0);
  before.setEnd(node, within);
  return before.toString().length;
}

function marked(pane, key, shift) {
  const way = WAYS[key], held = pane.querySelector('.nk-words'), chosen = getSelection();
  if (!way || !held || key.startsWith('Arrow') && !shift) return false;
  const [nodes, words] = wordsOf(held);
  const inside = chosen.rangeCount && !chosen.isCollapsed && held.contains(chosen.anchorNode) && held.contains(chosen.focusNode);
  const last = words.length - 1, clip = number => Math.min(last, Math.max(0, number));
  const after = place => clip(words.filter(word => word[1] <= place).length);
  let from, to; // numbers of the words at which the selection was begun and to which it goes
  if (inside) {
    const ends = [[chosen.anchorNode, chosen.anchorOffset], [chosen.focusNode, chosen.focusOffset]];
    const [begun, now] = ends.map(end => offset(held, ...end));
    from = begun <= now ? after(begun) : after(begun - 1);
    to = begun <= now ? after(now - 1) : after(now);
    to = clip(to + way);
    if (!shift) from = to;
  } else {
    const on = document.activeElement, at = held.contains(on) ? on : held.querySelector('#nk-chosen');
    from = to = at ? after(offset(held, at, 0)) : 0;
  }
  const point = place => {
    const [at, node] = nodes.findLast(one => one[0] <= place);
    return [node, place - at];
  };
  const ends = from <= to ? [words[from][0], words[to][1]] : [words[from][1], words[to][0]];
  chosen.setBaseAndExtent(...point(ends[0]), ...point(ends[1]));
  const box = chosen.getRangeAt(0).getBoundingClientRect(), room = pane.getBoundingClientRect();
  const above = room.top + 80 - box.top, below = box.bottom + 20 - room.bottom; // px: what is read stands at the top
  if (above > 0) pane.scrollTop -= above;
  else if (below > 0) pane.scrollTop += below;
  return true;
}
