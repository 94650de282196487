// The search box and the filters.

// Search: type, choose with the arrows, Enter.
function searchBox() {
  const input = byId('search');
  const list = byId('found');
  let hits = [];
  let active = -1;
  const show = () => {
    list.replaceChildren(
      ...hits.map((node, i) => {
        const option = element(
          'li',
          { role: 'option', id: `found-${i}`, 'aria-selected': String(i === active), 'data-node': node.index },
          typeIcon(node.type),
          ' ',
          named(node.name),
          element('span', { class: 'count' }, ` ${node.type}, ${plural(node.statements, 'statement')}`),
        );
        option.addEventListener('mousedown', (event) => {
          event.preventDefault();
          take(node);
        });
        return option;
      }),
    );
    list.hidden = !hits.length;
    input.setAttribute('aria-expanded', String(hits.length > 0));
    if (active >= 0) input.setAttribute('aria-activedescendant', `found-${active}`);
    else input.removeAttribute('aria-activedescendant');
  };
  const find = () => {
    hits = search(input.value, 12);
    active = hits.length ? 0 : -1;
    show();
  };
  const hide = () => {
    hits = [];
    active = -1;
    show();
  };
  const take = (node) => {
    input.value = '';
    hide();
    cameFrom = null;
    go({ n: node.iri });
    focusPanel();
  };
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
  byId('words').addEventListener('input', (event) => {
    listState.words = event.target.value;
    showList();
  });
  byId('tools').addEventListener('submit', (event) => event.preventDefault());
}
