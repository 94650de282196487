// The panel: the sentences behind a line, the statements of a node, or the lines to choose from.

const GROUP_LIMIT = 50;
const INVERSE = { supports: 'supported by', opposes: 'opposed by', cites: 'cited by' };

function swatch(relation) {
  const svg = drawn('svg', {
    class: `swatch edge ${relation}`,
    width: 42,
    height: 14,
    viewBox: '0 0 42 14',
    'aria-hidden': 'true',
  });
  svg.append(drawn('path', { class: 'line', d: 'M1 7H33', 'stroke-width': 2 }), endMark(relation, 41, 7, 1, 1));
  return svg;
}

function typeIcon(type) {
  const svg = drawn('svg', {
    class: `icon node ${type}`,
    width: 16,
    height: 14,
    viewBox: '0 0 16 14',
    'aria-hidden': 'true',
  });
  const isBox = type === 'law' || type === 'proposal';
  svg.append(
    isBox
      ? drawn('rect', { class: 'box', x: 1, y: 2, width: 14, height: 10, rx: type === 'proposal' ? 4 : 0 })
      : marker(type, 8, 7, 5),
  );
  return svg;
}

const nodeLink = (node) => element('a', { href: hashOf({ n: node.iri }) }, named(node.name));
const statementLink = (statement, ...children) => element('a', { href: hashOf({ s: statement.iri }) }, ...children);

function relationTag(relation, words = relation) {
  return element('span', { class: `tag ${relation}` }, swatch(relation), words);
}

// The sentence in its parts: what surrounds the evidence, the evidence, the cue. Offsets count code points.
function sentenceParts(statement) {
  const letters = [...statement.sentence];
  const marks = (place, span) => span !== null && place >= span[0] && place < span[1];
  const cuts = new Set([0, letters.length, ...statement.evidence, ...(statement.cue || [])]);
  const places = [...cuts].sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < places.length; i += 1) {
    const text = letters.slice(places[i], places[i + 1]).join('');
    if (marks(places[i], statement.cue)) parts.push(element('mark', {}, text));
    else if (marks(places[i], statement.evidence)) parts.push(text);
    else parts.push(element('span', { class: 'around' }, text));
  }
  return parts;
}

function statementCard(statement, chosen) {
  const { document: source } = statement;
  const facts = [
    FORMS[statement.form] || statement.form,
    `confidence ${rounded(statement.confidence)}`,
    statement.date,
  ];
  const card = element('li', {
    class: `card ${statement.relation}${chosen ? ' chosen' : ''}`,
    'data-statement': statement.index,
  });
  card.append(element('blockquote', { dir: 'auto' }, ...sentenceParts(statement)));
  if (statement.cueText)
    card.append(
      element('p', { class: 'facts' }, 'Cue elsewhere in the text: ', element('mark', {}, statement.cueText)),
    );
  const said = element('p', { class: 'facts' }, 'Holder: ', nodeLink(statement.holder));
  if (source.speaker) said.append(' · speaker: ', named(source.speaker));
  card.append(said, element('p', { class: 'facts' }, facts.filter(Boolean).join(' · ')));
  const origin = element('p', { class: 'facts' }, webLink(source.url, named(source.title)));
  if (source.source) origin.append(', ', named(source.source));
  if (source.date && source.date !== statement.date) origin.append(`, ${source.date}`);
  card.append(origin);
  card.append(
    element(
      'p',
      { class: 'iri' },
      statementLink(statement, 'Link to this statement'),
      ' ',
      element('code', {}, absolute(statement.iri)),
    ),
  );
  return card;
}

function edgePanel(edge, chosen) {
  const shown = passing(edge);
  const list = chosen && !shown.includes(chosen) ? [chosen, ...shown] : shown;
  const heading = panelHeading(nodeLink(edge.holder), ' ', relationTag(edge.relation), ' ', nodeLink(edge.target));
  const hidden = edge.statements.length - list.length;
  const count = element(
    'p',
    { class: 'facts' },
    plural(list.length, 'statement') + (hidden ? `, ${hidden} hidden by the filters` : ''),
  );
  const cards = element('ol', { class: 'cards' });
  grow(cards, list, GROUP_LIMIT, (statement) => statementCard(statement, statement === chosen));
  if (chosen && !cards.querySelector('.chosen')) cards.prepend(statementCard(chosen, true));
  return [heading, count, cards];
}

function panelHeading(...children) {
  return element('h2', { id: 'panel-title', tabindex: '-1' }, ...children);
}

// Fill a list in steps, with a button for the next step.
function grow(list, items, step, make) {
  let shown = 0;
  const more = element('button', { type: 'button', class: 'more' });
  const add = () => {
    const next = items.slice(shown, shown + step).map(make);
    if (more.isConnected) more.parentElement.before(...next);
    else list.append(...next);
    shown += next.length;
    if (more.isConnected && next[0]) (next[0].querySelector('a') || more).focus();
    const rest = items.length - shown;
    if (!rest) {
      more.parentElement?.remove();
      return;
    }
    more.textContent = `Show ${Math.min(step, rest)} of ${rest} more`;
    if (!more.parentElement) list.append(element('li', { class: 'rest' }, more));
  };
  more.addEventListener('click', add);
  add();
}

function nodePanel(node, drawnAlone) {
  const parts = [panelHeading(named(node.name))];
  parts.push(
    element('p', { class: 'facts' }, typeIcon(node.type), ` ${node.type} · named ${plural(node.mentions, 'time')}`),
  );
  if (node.aliases.length) {
    const names = node.aliases.flatMap((name, i) => [i ? ', ' : '', named(name)]);
    parts.push(element('p', { class: 'facts' }, 'Also called ', ...names));
  }
  if (node.affiliations.length) {
    const links = node.affiliations.map((other) =>
      typeof other === 'number' ? nodeLink(nodes[other]) : element('code', {}, other),
    );
    parts.push(element('p', { class: 'facts' }, 'Belongs to ', ...links.flatMap((link, i) => [i ? ', ' : '', link])));
  }
  parts.push(
    element(
      'p',
      {},
      drawnAlone
        ? element('a', { href: hashOf({ n: node.iri, view: 'network' }), class: 'action' }, 'Back to the whole debate')
        : element(
            'a',
            { href: hashOf({ n: node.iri, ego: node.iri, view: 'network' }), class: 'action' },
            'Draw only its neighbours',
          ),
    ),
  );
  for (const relation of RELATIONS) parts.push(...relationGroup(relation, relation, node.held, 'target'));
  for (const relation of RELATIONS) parts.push(...relationGroup(relation, INVERSE[relation], node.received, 'holder'));
  if (!node.statements) parts.push(element('p', { class: 'facts' }, 'No statement of it or about it was found.'));
  parts.push(element('p', { class: 'iri' }, element('code', {}, absolute(node.iri))));
  return parts;
}

function relationGroup(relation, words, list, other) {
  const own = list.filter((edge) => edge.relation === relation).flatMap(passing);
  if (!own.length) return [];
  const items = element('ul', { class: 'statements' });
  grow(items, own, GROUP_LIMIT, (statement) =>
    element(
      'li',
      { 'data-statement': statement.index },
      nodeLink(statement[other]),
      statement.date ? `, ${statement.date}` : '',
      ': ',
      statementLink(statement, element('q', { dir: 'auto' }, ...sentenceParts(statement))),
    ),
  );
  const title = words[0].toUpperCase() + words.slice(1);
  return [
    element('h3', {}, relationTag(relation, title), element('span', { class: 'count' }, ` ${own.length}`)),
    items,
  ];
}

function choicePanel(lines) {
  const list = element('ul', { class: 'choices' });
  for (const { edge } of lines) {
    list.append(
      element(
        'li',
        {},
        element(
          'a',
          { href: hashOf({ e: edgeAddress(edge), ego: state.ego?.iri }), 'data-edge': edge.key },
          named(edge.holder.name),
          ' ',
          relationTag(edge.relation),
          ' ',
          named(edge.target.name),
        ),
      ),
    );
  }
  return [panelHeading('Which line?'), element('p', { class: 'facts' }, `${lines.length} lines run here.`), list];
}

function emptyPanel() {
  const busiest = [...edges.values()]
    .map((edge) => ({ edge, shown: passing(edge) }))
    .filter(({ shown }) => shown.length)
    .sort((a, b) => b.shown.length - a.shown.length || best(b.shown) - best(a.shown))
    .slice(0, 5);
  const list = element('ul', { class: 'choices' });
  for (const { edge, shown } of busiest) {
    list.append(
      element(
        'li',
        {},
        element(
          'a',
          { href: hashOf({ e: edgeAddress(edge) }) },
          named(edge.holder.name),
          ' ',
          relationTag(edge.relation),
          ' ',
          named(edge.target.name),
          element('span', { class: 'count' }, ` ${plural(sentenceCount(shown), 'sentence')}`),
        ),
      ),
    );
  }
  const lost = state.isLost
    ? element('p', { role: 'alert' }, 'The link that brought you here names nothing in this graph.')
    : null;
  return [
    element('h2', { id: 'panel-title' }, 'Evidence'),
    ...(lost ? [lost] : []),
    element('p', {}, 'Every line stands for sentences. Click one to read them, or start here:'),
    list,
  ];
}

function legend(plan) {
  const shown = element('ul', { class: 'legend', 'aria-label': 'Legend' });
  const add = (icon, words) => shown.append(element('li', {}, icon, ' ', words));
  const used = RELATIONS.filter((relation) => plan.edges.some((edge) => edge.relation === relation));
  for (const relation of used) add(swatch(relation), relation);
  const all = plan.sections.flatMap((section) => [...section.left, ...section.middle, ...section.right]);
  for (const type of TYPES) if (all.some((node) => node.type === type)) add(typeIcon(type), type);
  shown.append(element('li', {}, 'thick: many sentences'));
  if (plan.edges.some((edge) => best(edge.statements) < FAINT_BELOW))
    shown.append(element('li', {}, `faint: confidence below ${FAINT_BELOW}`));
  return shown;
}
