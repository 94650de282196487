// The list: every statement that passes the filters, as a table that can be sorted.

const ROWS = 100;
const COLUMNS = [
  ['Date', (s) => s.date || '', (s) => s.date || ''],
  ['Holder', (s) => s.holder.name, (s) => nodeLink(s.holder)],
  ['Relation', (s) => s.relation, (s) => statementLink(s, relationTag(s.relation))],
  ['Target', (s) => s.target.name, (s) => nodeLink(s.target)],
  ['Sentence', (s) => s.sentence, (s) => element('span', { dir: 'auto' }, ...sentenceParts(s))],
  ['Form', (s) => s.form, (s) => FORMS[s.form] || s.form],
  ['Confidence', (s) => s.confidence, (s) => rounded(s.confidence)],
  ['Document', (s) => s.document.title, (s) => webLink(s.document.url, named(s.document.title))],
];
const listState = { column: null, down: false, words: '' };

function listed() {
  const words = listState.words.toLocaleLowerCase().trim();
  const found = statements.filter((s) => passes(s) && (!words || textOf(s).includes(words)));
  if (listState.column === null) return found;
  const value = COLUMNS[listState.column][1];
  const order = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, 'en'));
  const sign = listState.down ? -1 : 1;
  const keyed = found.map((s) => [value(s), s]);
  keyed.sort((a, b) => sign * order(a[0], b[0]) || a[1].index - b[1].index);
  return keyed.map((pair) => pair[1]);
}

function textOf(s) {
  s.text ??= [s.sentence, s.holder.name, s.target.name, s.relation, s.document.title, s.date]
    .join(' ')
    .toLocaleLowerCase();
  return s.text;
}

function showList() {
  const rows = listed();
  byId('list-counts').textContent = `${plural(rows.length, 'statement')} of ${statements.length.toLocaleString('en')}`;
  const body = element('tbody', { role: 'rowgroup' });
  const table = element(
    'table',
    { role: 'table', 'aria-labelledby': 'list-title' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...COLUMNS.map(headCell))),
    body,
  );
  const holder = byId('table');
  const more = element('button', { type: 'button', class: 'more' });
  let shown = 0;
  const add = () => {
    body.append(...rows.slice(shown, shown + ROWS).map(tableRow));
    shown = Math.min(rows.length, shown + ROWS);
    more.textContent = `Show ${Math.min(ROWS, rows.length - shown)} of ${rows.length - shown} more`;
    more.hidden = shown === rows.length;
  };
  more.addEventListener('click', add);
  add();
  const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.column : undefined;
  holder.replaceChildren(table, more);
  if (focused !== undefined) holder.querySelector(`[data-column="${focused}"]`)?.focus();
}

function headCell([title], column) {
  const isSorted = listState.column === column;
  const button = element(
    'button',
    { type: 'button', 'data-column': column },
    title,
    element('span', { 'aria-hidden': 'true' }, isSorted ? (listState.down ? ' ▼' : ' ▲') : ' ↕'),
  );
  button.addEventListener('click', () => {
    listState.down = isSorted && !listState.down;
    listState.column = column;
    showList();
  });
  const sort = isSorted ? (listState.down ? 'descending' : 'ascending') : null;
  return element('th', { role: 'columnheader', scope: 'col', 'aria-sort': sort }, button);
}

function tableRow(statement) {
  return element(
    'tr',
    { role: 'row', 'data-statement': statement.index },
    ...COLUMNS.map(([title, , cell]) => element('td', { role: 'cell', 'data-title': title }, cell(statement))),
  );
}
