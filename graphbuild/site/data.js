// The data of the page: rows of numbers and strings (see data.py) become objects that know their neighbours.

const raw = JSON.parse(document.getElementById('data').textContent);
const RELATIONS = raw.relations;
const TYPES = raw.types;
const FORMS = { direct: 'direct quotation', indirect: 'reported speech', narrated: 'told by the author', vote: 'vote' };
const FAINT_BELOW = 0.5;

const absolute = (iri) => (iri.includes(':') ? iri : raw.base + iri);

const nodes = raw.nodes.map(([type, name, aliases, affiliations, iri, mentions], index) => ({
  index,
  type: TYPES[type],
  name,
  aliases,
  affiliations,
  iri,
  mentions,
  held: [],
  received: [],
  statements: 0,
}));

const documents = raw.documents.map(([title, date, source, url, speaker, iri]) => ({
  title,
  date,
  source,
  url,
  speaker,
  iri,
}));

const statements = raw.statements.map((row, index) => ({
  index,
  holder: nodes[row[0]],
  relation: RELATIONS[row[1]],
  target: nodes[row[2]],
  document: documents[row[3]],
  sentence: raw.sentences[row[4]],
  evidence: [row[5], row[6]],
  cue: row[7] < 0 ? null : [row[7], row[8]],
  cueText: row[9],
  form: raw.forms[row[10]],
  confidence: row[11],
  date: row[12],
  iri: row[13],
}));

const edges = new Map();

function edgeKey(holder, relation, target) {
  return `${holder.index}-${relation}-${target.index}`;
}

for (const statement of statements) {
  const { holder, relation, target } = statement;
  const key = edgeKey(holder, relation, target);
  let edge = edges.get(key);
  if (!edge) {
    edge = { key, holder, relation, target, statements: [] };
    edges.set(key, edge);
    holder.held.push(edge);
    target.received.push(edge);
  }
  edge.statements.push(statement);
  statement.edge = edge;
  holder.statements += 1;
  if (target !== holder) target.statements += 1;
}

const nodesByIri = new Map(nodes.map((node) => [node.iri, node]));
const statementsByIri = new Map(statements.map((statement) => [statement.iri, statement]));
const isActor = (node) => node.type !== 'law' && node.type !== 'proposal';

// An address in a link is an index, a full IRI, or an IRI without the base.
function lookUp(items, byIri, address) {
  if (address === null || address === '') return null;
  const short = address.startsWith(raw.base) ? address.slice(raw.base.length) : address;
  return byIri.get(short) || byIri.get(address) || (/^\d+$/.test(address) && items[Number(address)]) || null;
}

const findNode = (address) => lookUp(nodes, nodesByIri, address);
const findStatement = (address) => lookUp(statements, statementsByIri, address);

function findEdge(address) {
  const [holder, relation, target] = (address || '').split(' ');
  const ends = [findNode(holder || null), findNode(target || null)];
  return ends[0] && ends[1] ? edges.get(edgeKey(ends[0], relation, ends[1])) || null : null;
}

// Filters hold for everything on the page.
const filters = { relations: new Set(RELATIONS), confidence: 0 };
const passes = (statement) => filters.relations.has(statement.relation) && statement.confidence >= filters.confidence;
const passing = (edge) => edge.statements.filter(passes);
const isFiltered = () => filters.relations.size < RELATIONS.length || filters.confidence > 0;
// One sentence can hold several statements of the same relation.
const sentenceCount = (list) =>
  new Set(list.map((statement) => `${statement.document.iri} ${statement.sentence}`)).size;
const rounded = (confidence) => String(Number(confidence.toFixed(2)));
const best = (list) => Math.max(...list.map((statement) => statement.confidence));

// Addresses of what is shown: #n= a node, #e= an edge, #s= a statement, ego= whose neighbours are drawn, view=list.
// Never empty: an empty address would scroll the page to its top.
function hashOf(parts) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(parts)) if (value) query.set(key, value);
  if (!query.has('view') && (state.view === 'list' || !query.size)) query.set('view', state.view);
  return '#' + query.toString();
}

const edgeAddress = (edge) => [edge.holder.iri, edge.relation, edge.target.iri].join(' ');

function search(words, limit) {
  const wanted = words.toLocaleLowerCase().trim();
  if (!wanted) return [];
  const hits = [];
  for (const node of nodes) {
    const names = [node.name, ...node.aliases].map((name) => name.toLocaleLowerCase());
    if (names.some((name) => name.includes(wanted))) {
      hits.push([names.some((name) => name.startsWith(wanted)) ? 0 : 1, -node.statements, node.index, node]);
    }
  }
  hits.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return hits.slice(0, limit).map((hit) => hit[3]);
}

const plural = (count, word) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;

// Elements are made here and nowhere else: text only as text, addresses only of the web.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function webLink(address, ...children) {
  if (!/^https?:\/\/[^\s]+$/i.test(address || '')) return element('span', {}, ...children);
  return element('a', { href: address, rel: 'noopener noreferrer', target: '_blank', class: 'web' }, ...children);
}

// Names may run right to left: each stands in its own direction.
const named = (name) => element('bdi', {}, name);
