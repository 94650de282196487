// Mouse, touch and keyboard in the figure.

// Mouse and touch: a name by its element, a line by what is nearest.
function listenTo(svg) {
  const hit = (event, reach) => {
    const group = event.target.closest('.node');
    if (group) return { node: nodes[Number(group.dataset.node)], key: `n:${group.dataset.key}` };
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const lines = linesNear(placed, at.x, at.y, reach);
    return lines.length ? { lines, edge: lines[0].edge, key: `e:${lines[0].edge.key}` } : null;
  };
  svg.addEventListener('mousemove', (event) => {
    const found = hit(event, 6);
    svg.classList.toggle('pointing', found !== null);
    light(found);
  });
  svg.addEventListener('mouseleave', () => light(null));
  svg.addEventListener('click', (event) => {
    const found = hit(event, event.pointerType === 'touch' ? 14 : 7);
    if (!found) return;
    focusKey = cameFrom = found.key;
    if (found.node) openNode(found.node);
    else if (found.lines.length === 1) openEdge(found.edge);
    else choose(found.lines);
  });
  svg.addEventListener('focusin', (event) => {
    const one = focusables().find((candidate) => candidate.element === event.target);
    if (one) {
      setFocus(one);
      light({ edge: one.line?.edge, node: one.item?.node });
    }
  });
  svg.addEventListener('focusout', () => light(null));
  svg.addEventListener('keydown', figureKey);
}

function choose(lines) {
  state.choices = lines;
  showPanel();
  light(null);
  byId('panel-title').focus({ preventScroll: true });
}

// Keyboard: the figure is one stop of the Tab key; arrows go from name to line to name.
function focusables() {
  const items = placed.items.map((item) => ({ key: `n:${item.key}`, element: item.element, item }));
  const lines = placed.lines
    .filter((line) => line.element)
    .map((line) => ({ key: `e:${line.edge.key}`, element: line.element, line }));
  return [...items, ...lines];
}

function chooseFocus() {
  const all = focusables();
  const one = all.find((candidate) => candidate.key === focusKey) || all[0];
  if (one) setFocus(one);
}

function setFocus(one) {
  focusKey = one.key;
  for (const other of focusables())
    other.element.setAttribute('tabindex', other === one || other.key === one.key ? '0' : '-1');
}

function focusFigure(key) {
  const one = focusables().find((candidate) => candidate.key === key);
  if (!one) return;
  one.element.focus({ preventScroll: true });
  one.element.scrollIntoView({ block: 'nearest' });
}

function figureKey(event) {
  const one = focusables().find((candidate) => candidate.element === event.target);
  if (!one) return;
  if (event.key === 'Enter' || event.key === ' ') {
    cameFrom = one.key;
    if (one.item) openNode(one.item.node);
    else openEdge(one.line.edge);
  } else if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
    const next = one.item ? fromItem(one.item, event.key) : fromLine(one.line, event.key);
    if (next) next.element.focus();
  } else return;
  event.preventDefault();
}

function fromItem(item, key) {
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const way = key === 'ArrowRight' ? 1 : -1;
    const lines = linesOf(item).filter((line) => (line.from === item ? line.way : -line.way) === way);
    if (lines.length) {
      edgeFrom = item;
      return { element: lines[0].element };
    }
    const column = COLUMN_ORDER[COLUMN_ORDER.indexOf(item.column) + way];
    const others = placed.items.filter((other) => other.column === column);
    others.sort((a, b) => Math.abs(a.y - item.y) - Math.abs(b.y - item.y));
    return others[0];
  }
  return step(
    placed.items.filter((other) => other.column === item.column),
    item,
    key,
  );
}

function fromLine(line, key) {
  if (key === 'ArrowRight') return line.way > 0 ? line.to : line.from;
  if (key === 'ArrowLeft') return line.way > 0 ? line.from : line.to;
  const item = edgeFrom === line.to ? line.to : line.from;
  return step(
    linesOf(item).filter((other) => other.way === line.way),
    line,
    key,
  );
}

function linesOf(item) {
  const end = item.column === 'middle' ? 'y1' : 'y0';
  return placed.lines
    .filter((line) => line.element && (line.from === item || line.to === item))
    .sort((a, b) => a[end] - b[end]);
}

function step(list, one, key) {
  const place = list.indexOf(one);
  const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: list.length - 1 }[key];
  return list[to] || null;
}
