// Along a time axis: what is pressed on the plot and drawn sideways is a period; pressed and let go, a click on a mark.
// Either edge moves by key.  An edge at the end of the axis is an open one.  `send` tells the kernel.
const fig = this.parentElement;
const axes = [...fig.querySelectorAll('.nk-axis')], edges = [...fig.querySelectorAll('.nk-edge')];
const low = +fig.dataset.low, high = +fig.dataset.high, first = Math.ceil(low), last = Math.floor(high);
const DAY = 864e5, FAR = 5, BELOW = 24, PATIENCE = 500; // ms, px, px, ms
const STEPS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -1e6, End: 1e6,
};
let kept = [+fig.dataset.since || first, +fig.dataset.until || last], held = kept;
let start = null, moved = false, timer = 0;

const iso = day => new Date(day * DAY).toISOString().slice(0, 10);
const clip = day => Math.min(last, Math.max(first, day));
const place = day => 100 * (Math.min(high, Math.max(low, day)) - low) / (high - low);
const open = ends => ends[0] <= first && ends[1] >= last;
const box = one => one.getBoundingClientRect();
const across = (at, event) => at.left <= event.clientX && event.clientX <= at.right;

function show() {
  const left = place(held[0] - 0.5), right = place(held[1] + 0.5);
  for (const band of fig.querySelectorAll('.nk-band')) {
    Object.assign(band.style, {left: left + '%', width: right - left + '%'});
    band.hidden = open(held);
  }
  edges.forEach((edge, which) => {
    edge.style.left = (which ? right : left) + '%';
    edge.setAttribute('aria-valuenow', clip(held[which]));
    edge.setAttribute('aria-valuetext', iso(held[which]));
  });
}

function tell(verb) {
  clearTimeout(timer);
  kept = held;
  send([verb, held[0] > first ? iso(held[0]) : 'open', held[1] < last ? iso(held[1]) : 'open'].join(' '));
}

function back() {
  clearTimeout(timer);
  [start, moved, held] = [null, false, kept];
  show();
}

function clear() {
  if (open(kept)) return;
  held = [first, last];
  show();
  tell('since');
}

function day(event) {
  const own = axes.map(box).find(at => across(at, event)) || box(axes[0]);
  return clip(Math.round(low + (high - low) * (event.clientX - own.left) / own.width));
}

fig.addEventListener('pointerdown', event => {
  const edge = edges.indexOf(event.target);
  const on = at => across(at, event) && at.top <= event.clientY && event.clientY <= at.bottom + BELOW;
  if (event.button || edge < 0 && !axes.map(box).some(on)) return;
  start = {x: event.clientX, day: edge < 0 ? day(event) : held[1 - edge], verb: edge === 1 ? 'until' : 'since'};
});
fig.addEventListener('pointermove', event => {
  if (!start || !moved && Math.abs(event.clientX - start.x) < FAR) return;
  if (!moved) fig.setPointerCapture(event.pointerId);
  moved = true;
  held = [start.day, day(event)].sort((one, other) => one - other);
  show();
});
fig.addEventListener('pointerup', () => {
  const drawn = moved && start;
  [start, moved] = [null, false];
  if (!drawn) return;
  const stop = click => { click.preventDefault(); click.stopPropagation(); };
  fig.addEventListener('click', stop, true); // the mark under the pointer was not meant
  setTimeout(() => fig.removeEventListener('click', stop, true), 0);
  tell(drawn.verb);
});
fig.addEventListener('pointercancel', back);
for (const kind of ['dragstart', 'selectstart']) fig.addEventListener(kind, event => start && event.preventDefault());
fig.addEventListener('dblclick', event => { if (!event.target.closest('a')) clear(); });
fig.addEventListener('keydown', event => {
  const which = edges.indexOf(event.target), step = STEPS[event.key], verb = which ? 'until' : 'since';
  if (event.key === 'Escape') {
    if (start || held !== kept) back(); else clear();
  } else if (which >= 0 && event.key === 'Enter') {
    tell(verb);
  } else if (which >= 0 && step) {
    const at = clip(held[which] + step);
    held = which ? [held[0], Math.max(at, held[0])] : [Math.min(at, held[1]), held[1]];
    show();
    clearTimeout(timer);
    timer = setTimeout(() => fig.isConnected && tell(verb), PATIENCE);
  } else return;
  event.preventDefault();
  event.stopPropagation();
});
show();
