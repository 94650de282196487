// What is shown follows from the address and the filters; everything a person does changes one of these.

const byId = (id) => document.getElementById(id);
const state = { view: 'network', node: null, edge: null, statement: null, ego: null, choices: null, isLost: false };
const core = corePlan();
const coreNodes = new Set(core.sections.flatMap((section) => [...section.left, ...section.middle, ...section.right]));
const coreEdges = new Set(core.edges);
let plan = core;
let placed = null;
let focusKey = null; // what the Tab key reaches in the figure: 'n:<key of an item>' or 'e:<key of an edge>'
let edgeFrom = null; // the item from which the arrow keys came to a line
let cameFrom = null; // where the focus goes back to when the panel closes

function readAddress() {
  const query = new URLSearchParams(location.hash.slice(1));
  state.statement = findStatement(query.get('s'));
  state.edge = state.statement ? state.statement.edge : findEdge(query.get('e'));
  state.node = state.edge ? null : findNode(query.get('n'));
  state.ego = findNode(query.get('ego')) || egoFor(state);
  state.view = query.get('view') === 'list' ? 'list' : 'network';
  state.choices = null;
  state.isLost = ['s', 'e', 'n'].some((key) => query.get(key)) && !state.node && !state.edge;
}

// What the core does not draw is drawn among its neighbours.
function egoFor({ node, edge }) {
  if (node && !coreNodes.has(node)) return node;
  if (!edge || coreEdges.has(edge)) return null;
  const degree = (end) => end.held.length + end.received.length;
  const [small, large] = [edge.holder, edge.target].sort((a, b) => degree(a) - degree(b));
  return degree(large) <= EGO_LIMIT ? large : small;
}

function go(parts) {
  const hash = hashOf(parts);
  if (location.hash === hash) follow();
  else location.hash = hash;
}

function follow() {
  readAddress();
  showAll();
  if (state.node || state.edge) focusPanel();
}

const ego = () => state.ego?.iri;
const openEdge = (edge) => go({ e: edgeAddress(edge), ego: ego() });
const openNode = (node) => go({ n: node.iri, ego: ego() });
const close = () => go({ ego: ego() });

function showAll() {
  byId('network').hidden = state.view === 'list';
  byId('list').hidden = state.view !== 'list';
  for (const view of ['network', 'list']) {
    if (state.view === view) byId(`view-${view}`).setAttribute('aria-current', 'page');
    else byId(`view-${view}`).removeAttribute('aria-current');
  }
  const wasList = document.body.dataset.view === 'list';
  document.body.dataset.view = state.view;
  if (state.view === 'list') {
    if (!wasList) showList();
  } else showFigure();
  showPanel();
}

function showFigure() {
  plan = state.ego ? egoPlan(state.ego) : core;
  const figure = byId('figure');
  const hadFocus = figure.contains(document.activeElement);
  placed = arrange(plan, figure.clientWidth);
  const svg = paint(placed, plan);
  figure.replaceChildren(svg);
  byId('network-title').textContent = state.ego ? `Neighbours of ${state.ego.name}` : 'The network';
  byId('legend').replaceChildren(legend(plan));
  showCounts();
  listenTo(svg);
  light(null);
  chooseFocus();
  if (hadFocus) focusables().find((one) => one.key === focusKey)?.element.focus({ preventScroll: true });
}

function showCounts() {
  const visible = placed.lines.filter((line) => line.element);
  const sentences = visible.reduce((sum, line) => sum + passing(line.edge).length, 0);
  const parts = [`Drawn: ${visible.length.toLocaleString('en')} of ${plural(edges.size, 'relation')}, with ${sentences.toLocaleString('en')} of ${plural(statements.length, 'statement')}.`];
  if (isFiltered()) parts.push(`Filters hide ${plural(placed.lines.length - visible.length, 'relation')} here.`);
  if (plan.leftOut.length) parts.push(`Left out: ${plan.leftOut.join(', ')}.`);
  byId('counts').textContent = parts.join(' ');
}

function showPanel() {
  const panel = byId('panel');
  const content = state.choices ? choicePanel(state.choices)
    : state.edge ? edgePanel(state.edge, state.statement)
      : state.node ? nodePanel(state.node, state.ego === state.node) : null;
  panel.classList.toggle('open', content !== null);
  panel.replaceChildren();
  if (content) {
    const button = element('button', { type: 'button', id: 'close' }, 'Close');
    button.addEventListener('click', shut);
    panel.append(button);
  }
  panel.append(...(content || emptyPanel()));
  panel.scrollTop = 0;
  panel.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
}

// Opening moves the focus to the panel, closing brings it back to where it was.
function focusPanel() {
  if (document.activeElement?.closest('#figure, #list')) cameFrom = focusKey;
  byId('panel-title').focus({ preventScroll: true });
}

function shut() {
  if (state.choices) { state.choices = null; showPanel(); light(null); } else close();
  if (state.view === 'list') byId('words').focus();
  else focusables().find((one) => one.key === (cameFrom || focusKey))?.element.focus({ preventScroll: true });
}

// Highlight: what is chosen, else what the mouse is on.
function light(hover) {
  const edge = hover?.edge || (hover ? null : state.edge);
  const node = hover?.node || (hover ? null : state.node);
  const chosen = new Set(state.choices && !hover ? state.choices.map((line) => line.edge) : []);
  const isOn = (line) => line.edge === edge || chosen.has(line.edge) || line.edge.holder === node || line.edge.target === node;
  const visible = placed.lines.filter((line) => line.element);
  const any = visible.some(isOn) && (edge || !visible.every(isOn));
  byId('figure').firstElementChild.classList.toggle('some', Boolean(any));
  byId('figure').firstElementChild.classList.toggle('one', Boolean(edge));
  for (const line of visible) line.element.classList.toggle('on', Boolean(any) && isOn(line));
  for (const item of placed.items) {
    const isEnd = edge && (edge.holder === item.node && item.column !== 'middle' || edge.target === item.node && item.column === 'middle');
    item.element.classList.toggle('on', item.node === node || Boolean(isEnd));
  }
}

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
    if (one) { setFocus(one); light({ edge: one.line?.edge, node: one.item?.node }); }
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
  const lines = placed.lines.filter((line) => line.element).map((line) => ({ key: `e:${line.edge.key}`, element: line.element, line }));
  return [...items, ...lines];
}

function chooseFocus() {
  const all = focusables();
  const one = all.find((candidate) => candidate.key === focusKey) || all[0];
  if (one) setFocus(one);
}

function setFocus(one) {
  focusKey = one.key;
  for (const other of focusables()) other.element.setAttribute('tabindex', other === one || other.key === one.key ? '0' : '-1');
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
    if (lines.length) { edgeFrom = item; return { element: lines[0].element }; }
    const column = COLUMN_ORDER[COLUMN_ORDER.indexOf(item.column) + way];
    const others = placed.items.filter((other) => other.column === column);
    others.sort((a, b) => Math.abs(a.y - item.y) - Math.abs(b.y - item.y));
    return others[0];
  }
  return step(placed.items.filter((other) => other.column === item.column), item, key);
}

function fromLine(line, key) {
  if (key === 'ArrowRight') return line.way > 0 ? line.to : line.from;
  if (key === 'ArrowLeft') return line.way > 0 ? line.from : line.to;
  const item = edgeFrom === line.to ? line.to : line.from;
  return step(linesOf(item).filter((other) => other.way === line.way), line, key);
}

function linesOf(item) {
  const end = item.column === 'middle' ? 'y1' : 'y0';
  return placed.lines.filter((line) => line.element && (line.from === item || line.to === item)).sort((a, b) => a[end] - b[end]);
}

function step(list, one, key) {
  const place = list.indexOf(one);
  const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: list.length - 1 }[key];
  return list[to] || null;
}

// Search: type, choose with the arrows, Enter.
function searchBox() {
  const input = byId('search');
  const list = byId('found');
  let hits = [];
  let active = -1;
  const show = () => {
    list.replaceChildren(...hits.map((node, i) => {
      const option = element('li', { role: 'option', id: `found-${i}`, 'aria-selected': String(i === active), 'data-node': node.index },
        typeIcon(node.type), ' ', named(node.name), element('span', { class: 'count' }, ` ${node.type}, ${plural(node.statements, 'statement')}`));
      option.addEventListener('mousedown', (event) => { event.preventDefault(); take(node); });
      return option;
    }));
    list.hidden = !hits.length;
    input.setAttribute('aria-expanded', String(hits.length > 0));
    if (active >= 0) input.setAttribute('aria-activedescendant', `found-${active}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const find = () => { hits = search(input.value, 12); active = hits.length ? 0 : -1; show(); };
  const hide = () => { hits = []; active = -1; show(); };
  const take = (node) => { input.value = ''; hide(); cameFrom = null; go({ n: node.iri }); focusPanel(); };
  input.addEventListener('input', find);
  input.addEventListener('blur', hide);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (hits.length) active = (active + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % hits.length;
      show();
    } else if (event.key === 'Enter') {
      if (hits[active]) take(hits[active]);
    } else if (event.key === 'Escape' && hits.length) {
      hide();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
}

function filterTools() {
  const refresh = () => {
    if (state.view === 'list') showList();
    else showFigure();
    showPanel();
  };
  for (const relation of RELATIONS) {
    const box = element('input', { type: 'checkbox', id: `show-${relation}`, checked: true });
    box.addEventListener('change', () => {
      if (box.checked) filters.relations.add(relation);
      else filters.relations.delete(relation);
      refresh();
    });
    byId('relations').append(element('label', { for: box.id }, box, ' ', relationTag(relation)));
  }
  byId('confidence').addEventListener('input', (event) => {
    filters.confidence = Number(event.target.value);
    byId('confidence-value').textContent = event.target.value;
    refresh();
  });
  byId('words').addEventListener('input', (event) => { listState.words = event.target.value; showList(); });
  byId('tools').addEventListener('submit', (event) => event.preventDefault());
}

function summary() {
  const dates = statements.map((statement) => statement.date).filter(Boolean).sort();
  const span = dates.length ? `, ${dates[0]}${dates[0] === dates.at(-1) ? '' : ` to ${dates.at(-1)}`}` : '';
  const counts = TYPES.map((type) => [type, nodes.filter((node) => node.type === type).length]).filter(([, count]) => count);
  const words = { country: 'countries' };
  return counts.map(([type, count]) => (count > 1 && words[type] ? `${count.toLocaleString('en')} ${words[type]}` : plural(count, type))).join(', ') + '; '
    + `${plural(statements.length, 'statement')} in ${plural(documents.length, 'document')}${span}`;
}

function start() {
  byId('summary').textContent = summary();
  byId('made').textContent = `Made with ${raw.made}. Each statement was found by a program; read its sentence before you rely on it.`;
  byId('tools').hidden = byId('main').hidden = false;
  searchBox();
  filterTools();
  readAddress();
  showAll();
  if (state.node || state.edge) byId('panel').scrollIntoView({ block: 'nearest' });
  window.addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) follow();
  });
  let width = byId('figure').clientWidth;
  new ResizeObserver(() => {
    const now = byId('figure').clientWidth;
    if (now && now !== width && state.view === 'network') { width = now; showFigure(); }
  }).observe(byId('figure'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && (state.choices || state.node || state.edge)) shut();
  });
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    if (state.view === 'network') focusables().find((one) => one.key === focusKey)?.element.focus();
    else byId('words').focus();
  });
  document.documentElement.dataset.ready = Math.round(performance.now());
}

start();
