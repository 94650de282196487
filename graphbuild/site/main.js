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
let cameFrom = null; // where in the figure the focus goes back to when the panel closes
let listFrom = null; // and where in the list

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
  reveal();
}

// On a phone the panel covers half of the screen: what it is about must be in the other half.
function reveal() {
  byId('figure').querySelector('.node.on')?.scrollIntoView({ block: 'nearest' });
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
  if (hadFocus) focusFigure(focusKey);
}

function showCounts() {
  const visible = placed.lines.filter((line) => line.element);
  const sentences = visible.reduce((sum, line) => sum + passing(line.edge).length, 0);
  const parts = [
    `Drawn: ${visible.length.toLocaleString('en')} of ${plural(edges.size, 'relation')}, ` +
      `with ${sentences.toLocaleString('en')} of ${plural(statements.length, 'statement')}.`,
  ];
  if (isFiltered()) parts.push(`Filters hide ${plural(placed.lines.length - visible.length, 'relation')} here.`);
  if (plan.leftOut.length) parts.push(`Left out: ${plan.leftOut.join(', ')}.`);
  byId('counts').textContent = parts.join(' ');
}

function panelContent() {
  if (state.choices) return choicePanel(state.choices);
  if (state.edge) return edgePanel(state.edge, state.statement);
  return state.node ? nodePanel(state.node, state.ego === state.node) : null;
}

function showPanel() {
  const panel = byId('panel');
  const content = panelContent();
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
  const active = document.activeElement;
  if (active.closest('#figure')) cameFrom = focusKey;
  if (active.closest('#list')) listFrom = active;
  byId('panel-title').focus({ preventScroll: true });
}

function shut() {
  if (state.choices) {
    state.choices = null;
    showPanel();
    light(null);
  } else close();
  if (state.view === 'list') (listFrom?.isConnected ? listFrom : byId('words')).focus();
  else focusFigure(cameFrom || focusKey);
}

// Highlight: what is chosen, else what the mouse is on.
function light(hover) {
  const edge = hover?.edge || (hover ? null : state.edge);
  const node = hover?.node || (hover ? null : state.node);
  const chosen = new Set(state.choices && !hover ? state.choices.map((line) => line.edge) : []);
  const isOn = (line) =>
    line.edge === edge || chosen.has(line.edge) || line.edge.holder === node || line.edge.target === node;
  const visible = placed.lines.filter((line) => line.element);
  const any = visible.some(isOn) && (edge || !visible.every(isOn));
  byId('figure').firstElementChild.classList.toggle('some', Boolean(any));
  byId('figure').firstElementChild.classList.toggle('one', Boolean(edge));
  for (const line of visible) line.element.classList.toggle('on', Boolean(any) && isOn(line));
  for (const item of placed.items) {
    const isEnd =
      edge &&
      ((edge.holder === item.node && item.column !== 'middle') ||
        (edge.target === item.node && item.column === 'middle'));
    item.element.classList.toggle('on', item.node === node || Boolean(isEnd));
  }
}

function summary() {
  const dates = statements
    .map((statement) => statement.date)
    .filter(Boolean)
    .sort();
  const span = dates.length ? `, ${dates[0]}${dates[0] === dates.at(-1) ? '' : ` to ${dates.at(-1)}`}` : '';
  const counts = TYPES.map((type) => [type, nodes.filter((node) => node.type === type).length]).filter(
    ([, count]) => count,
  );
  const words = { country: 'countries' };
  return (
    counts
      .map(([type, count]) =>
        count > 1 && words[type] ? `${count.toLocaleString('en')} ${words[type]}` : plural(count, type),
      )
      .join(', ') +
    '; ' +
    `${plural(statements.length, 'statement')} in ${plural(documents.length, 'document')}${span}`
  );
}

function start() {
  byId('summary').textContent = summary();
  byId('made').textContent =
    `Made with ${raw.made}. Each statement was found by a program; read its sentence before you rely on it.`;
  byId('tools').hidden = byId('main').hidden = false;
  searchBox();
  filterTools();
  readAddress();
  showAll();
  reveal();
  window.addEventListener('hashchange', follow);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) follow();
  });
  let width = byId('figure').clientWidth;
  new ResizeObserver(() => {
    const now = byId('figure').clientWidth;
    if (now && now !== width && state.view === 'network') {
      width = now;
      showFigure();
    }
  }).observe(byId('figure'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && (state.choices || state.node || state.edge)) shut();
  });
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    if (state.view === 'network') focusFigure(focusKey);
    else byId('words').focus();
  });
  document.documentElement.dataset.ready = Math.round(performance.now());
}

start();
