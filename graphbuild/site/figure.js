// The figure: columns of names, boxes between them, curved lines with a sign. What stands where comes from Python
// (the core) or from `egoPlan` (a node and its neighbours); here it only gets its place in pixels.

const EGO_LIMIT = 40;
const WIDE = {
  font: 13,
  line: 16,
  gap: 14,
  middle: 0.24,
  label: 0.23,
  marker: 6,
  clear: 12,
  pad: 9,
  port: 8,
  spread: 5,
};
const NARROW = {
  font: 10.5,
  line: 13,
  gap: 10,
  middle: 0.28,
  label: 0.24,
  marker: 4,
  clear: 5,
  pad: 4,
  port: 7,
  spread: 4,
};
const SAMPLES = 48;
const COLUMN_ORDER = ['left', 'middle', 'right'];

// A plan is what to draw: sections from top to bottom, each with three columns of nodes, and edges between them.
// A text in a column is a heading of the nodes below it.
function corePlan() {
  const core = raw.core;
  const pick = (name) => core[name].map((place) => nodes[place]);
  const between = pick('between');
  const below = (list) => (list.length ? ['Leaning to neither camp', ...list] : []);
  const sections = [
    {
      part: 0,
      headings: ['Camp A', 'Proposals, laws and other targets', 'Camp B'],
      left: [...pick('left'), ...below(between.slice(0, core.between_left))],
      middle: pick('targets'),
      right: [...pick('right'), ...below(between.slice(core.between_left))],
    },
  ];
  const apart = { left: pick('apart_left'), middle: pick('apart_targets'), right: pick('apart_right') };
  if (apart.left.length + apart.middle.length + apart.right.length) {
    sections.push({
      part: 1,
      note: 'Apart from the main debate: no shared target. The side has no meaning.',
      ...apart,
    });
  }
  const list = core.edges.map(([h, r, t]) => edges.get(edgeKey(nodes[h], RELATIONS[r], nodes[t])));
  return { name: 'core', edges: list, sections, leftOut: core.left_out };
}

function egoPlan(ego) {
  const bySize = (a, b) => b.statements.length - a.statements.length || (a.key < b.key ? -1 : 1);
  const held = [...ego.held].sort(bySize).slice(0, EGO_LIMIT);
  const received = [...ego.received].sort(bySize).slice(0, EGO_LIMIT);
  const unique = (list) => [...new Set(list)];
  const against = unique(received.filter((edge) => edge.relation === 'opposes').map((edge) => edge.holder));
  const others = unique(received.map((edge) => edge.holder)).filter((node) => !against.includes(node) && node !== ego);
  const left = unique(held.length ? [ego, ...against] : against);
  const middle = unique([...(received.length ? [ego] : []), ...held.map((edge) => edge.target)]);
  const omitted = ego.held.length + ego.received.length - held.length - received.length;
  return {
    name: `ego-${ego.index}`,
    ego,
    edges: unique([...held, ...received]),
    sections: [{ part: 0, headings: egoHeadings(held, against, others), left, middle, right: others }],
    leftOut: omitted ? [plural(omitted, 'weaker relation')] : [],
  };
}

function egoHeadings(held, against, others) {
  const left = held.length ? (against.length ? 'Actor and those against' : 'Actor') : 'Against';
  return [held.length || against.length ? left : '', 'Targets', others.length ? 'For, or citing' : ''];
}

const canvas = document.createElement('canvas').getContext('2d');

// Words to lines no wider than `width`; a word that is too long is broken, at a hyphen if it has one.
function wrap(text, width, font) {
  canvas.font = `${font}px ${getComputedStyle(document.body).fontFamily}`;
  const fits = (line) => canvas.measureText(line).width <= width;
  const lines = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    for (const [i, piece] of word.split(/(?<=-)/).entries()) {
      const longer = line && i === 0 ? `${line} ${piece}` : line + piece;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      line = piece;
      while (!fits(line) && [...line].length > 1) {
        const head = headThatFits(line, fits);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
  }
  if (line) lines.push(line);
  return lines.length ? lines : ['(no name)'];
}

function headThatFits(word, fits) {
  const letters = [...word];
  let count = letters.length - 1;
  while (count > 1 && !fits(letters.slice(0, count).join(''))) count -= 1;
  return letters.slice(0, count).join('');
}

// Places of everything, in pixels: { width, height, items, lines, headings, notes }.
function arrange(plan, available) {
  const width = Math.max(300, Math.min(available, 1080));
  const size = width < 620 ? NARROW : WIDE;
  const columns = { left: width * size.label, right: width * (1 - size.label), box: width * size.middle };
  const placed = { width, size, items: [], lines: [], headings: [], notes: [] };
  let top = 4;
  for (const section of plan.sections) top = arrangeSection(section, plan, columns, placed, top);
  placed.height = top + 6;
  joinEnds(plan, placed);
  return placed;
}

function arrangeSection(section, plan, columns, placed, top) {
  const { size, width } = placed;
  if (section.note) {
    const lines = wrap(section.note, width - 8, size.font);
    placed.notes.push({ y: top + 10, lines });
    top += 22 + lines.length * size.line;
  }
  if (section.headings) {
    const xs = [columns.left, width / 2, columns.right];
    const wraps = section.headings.map((text, i) => wrap(text || ' ', i === 1 ? columns.box : columns.left, size.font));
    section.headings.forEach(
      (text, i) =>
        text && placed.headings.push({ x: xs[i], y: top, below: 0, lines: wraps[i], column: COLUMN_ORDER[i] }),
    );
    top += Math.max(...wraps.map((lines) => lines.length)) * size.line + 10;
  }
  const stacks = COLUMN_ORDER.map((column) =>
    section[column].map((node) => sized(node, column, section, plan, columns, placed)),
  );
  const height = Math.max(0, ...stacks.map((stack) => stack.reduce((sum, item) => sum + item.height + size.gap, 0)));
  for (const stack of stacks) {
    const used = stack.reduce((sum, item) => sum + item.height, 0);
    const free = (height - used) / Math.max(1, stack.filter((item) => item.node).length);
    let y = top;
    for (const item of stack) {
      item.y = y + free / 2;
      y += item.height + (item.node ? free : 0);
    }
    placed.items.push(...stack.filter((item) => item.node));
    placed.headings.push(...stack.filter((item) => !item.node));
  }
  return top + height;
}

function sized(node, column, section, plan, columns, placed) {
  const { size } = placed;
  if (typeof node === 'string') {
    const lines = wrap(node, columns.left - 8, size.font);
    return { column, lines, x: columns[column], height: (lines.length + 0.6) * size.line, below: 0.6 * size.line };
  }
  const isBox = column === 'middle';
  const room = isBox
    ? columns.box - 2 * size.pad - (isActor(node) ? 2 * size.marker + 4 : 0)
    : columns.left - size.marker - 6;
  const lines = wrap(node.name, room, size.font);
  const own = plan.edges.filter((edge) => (isBox ? edge.target : edge.holder) === node);
  const ends = own.length * (isBox ? size.port : size.spread);
  const text = lines.length * size.line + (isBox ? 2 * size.pad - 4 : 0);
  const x = { left: columns.left, right: columns.right, middle: placed.width / 2 - columns.box / 2 }[column];
  return {
    key: `${isBox ? 't' : 'a'}${section.part}-${node.index}`,
    node,
    column,
    part: section.part,
    lines,
    x,
    width: isBox ? columns.box : 0,
    height: Math.max(text, ends),
  };
}

// Ends are spread, in the order of where the lines come from, so that lines do not run into one another.
function joinEnds(plan, placed) {
  const holders = placed.items.filter((item) => item.column !== 'middle');
  const targets = placed.items.filter((item) => item.column === 'middle');
  for (const edge of plan.edges) {
    const from = holders.find((item) => item.node === edge.holder);
    // A law that both parts cite has a box in each.
    const boxes = targets.filter((item) => item.node === edge.target);
    const to = boxes.find((item) => item.part === from?.part) || boxes[0];
    if (from && to) placed.lines.push({ edge, from, to });
  }
  const middle = (item) => item.y + item.height / 2;
  const order = (other) => (a, b) => middle(a[other]) - middle(b[other]) || (a.edge.key < b.edge.key ? -1 : 1);
  for (const item of placed.items) {
    if (item.column === 'middle') {
      for (const side of ['left', 'right']) {
        spread(
          placed.lines.filter((line) => line.to === item && line.from.column === side).sort(order('from')),
          'y1',
          middle(item),
          item.height - 8,
          placed.size.port,
        );
      }
    } else {
      spread(
        placed.lines.filter((line) => line.from === item).sort(order('to')),
        'y0',
        middle(item),
        item.height,
        placed.size.spread,
      );
    }
  }
  placed.lines.forEach((line) => shape(line, placed.size));
}

function spread(lines, end, centre, room, most) {
  const step = lines.length > 1 ? Math.min(most, room / (lines.length - 1)) : 0;
  lines.forEach((line, i) => {
    line[end] = centre + (i - (lines.length - 1) / 2) * step;
  });
}

function shape(line, size) {
  const way = line.from.column === 'left' ? 1 : -1;
  line.way = way;
  line.x0 = line.from.x + way * (size.marker + size.clear);
  line.x1 = way > 0 ? line.to.x - 2 : line.to.x + line.to.width + 2;
  const [x0, y0, y1, stop] = [line.x0, line.y0, line.y1, line.x1 - way * 7];
  const bend = (stop - x0) * 0.55;
  line.path = `M${x0} ${y0}C${x0 + bend} ${y0} ${stop - bend} ${y1} ${stop} ${y1}`;
  line.points = Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const t = i / SAMPLES;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return [a * x0 + b * (x0 + bend) + c * (stop - bend) + d * stop, (a + b) * y0 + (c + d) * y1];
  });
  line.points.push([line.x1, y1]);
}

// The drawing itself. Every name and line is one element with a label that says all of it.
function paint(placed, plan) {
  const { width, height } = placed;
  const svg = drawn('svg', {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'group',
    'font-size': placed.size.font,
    'aria-label': plan.ego
      ? `Neighbours of ${plan.ego.name}`
      : 'The camps, what they argue about, and the stances between',
  });
  for (const note of placed.notes)
    svg.append(drawn('line', { class: 'rule', x1: 0, x2: width, y1: note.y, y2: note.y }));
  for (const heading of placed.headings) {
    const anchor = { left: 'end', middle: 'middle', right: 'start' }[heading.column];
    svg.append(textLines(heading.lines, heading.x, heading.y + heading.below, anchor, 'heading', placed.size));
  }
  for (const line of placed.lines) {
    const list = passing(line.edge);
    if (list.length) svg.append((line.element = paintLine(line, list)));
  }
  for (const note of placed.notes) svg.append(textLines(note.lines, 4, note.y + 4, 'start', 'note', placed.size));
  for (const item of placed.items) svg.append((item.element = paintItem(item, placed)));
  return svg;
}

function textLines(lines, x, top, anchor, name, size) {
  const text = drawn('text', { class: name, 'text-anchor': anchor });
  lines.forEach((words, i) => text.append(drawn('tspan', { x, y: top + size.line * (i + 0.78) }, words)));
  return text;
}

function paintLine(line, list) {
  const { edge, way, x1, y1 } = line;
  const width = Math.min(6, 1.3 + 0.9 * Math.log2(sentenceCount(list)));
  const strength = `${plural(sentenceCount(list), 'sentence')}, confidence ${rounded(best(list))}`;
  const label = `${edge.holder.name} ${edge.relation} ${edge.target.name}: ${strength}`;
  const group = drawn('g', {
    class: `edge ${edge.relation}${best(list) < FAINT_BELOW ? ' faint' : ''}`,
    role: 'button',
    tabindex: '-1',
    'aria-label': label,
    'data-edge': edge.key,
  });
  group.append(drawn('path', { class: 'halo', d: line.path }));
  group.append(drawn('path', { class: 'line', d: line.path, 'stroke-width': width }));
  group.append(endMark(edge.relation, x1, y1, way, width));
  return group;
}

function endMark(relation, x, y, way, width) {
  const size = 4 + width * 0.5;
  if (relation === 'supports') {
    return drawn('path', {
      class: 'end filled',
      d: `M${x} ${y}L${x - way * 8} ${y - size}L${x - way * 8} ${y + size}Z`,
    });
  }
  if (relation === 'opposes') {
    const bar = x - way * 3;
    return drawn('path', { class: 'end bar', d: `M${x - way * 7} ${y}H${bar}M${bar} ${y - size - 1}V${y + size + 1}` });
  }
  return drawn('circle', { class: 'end open', cx: x - way * 4, cy: y, r: 3 });
}

function marker(type, x, y, r) {
  if (type === 'person') return drawn('circle', { class: 'marker', cx: x, cy: y, r });
  if (type === 'institution')
    return drawn('rect', { class: 'marker', x: x - r, y: y - r, width: 2 * r, height: 2 * r });
  return drawn('path', {
    class: 'marker',
    d: `M${x} ${y - r * 1.3}L${x + r * 1.3} ${y}L${x} ${y + r * 1.3}L${x - r * 1.3} ${y}Z`,
  });
}

function paintItem(item, placed) {
  const { node, column, lines } = item;
  const { size } = placed;
  const counts = RELATIONS.map((relation) => [relation, node.held.filter((edge) => edge.relation === relation).length]);
  const said = counts
    .filter(([, count]) => count)
    .map(([relation, count]) => `${relation} ${count}`)
    .join(', ');
  const got = node.received.length ? `target of ${plural(node.received.length, 'relation')}` : '';
  const group = drawn('g', {
    class: `node ${node.type} ${column}`,
    role: 'button',
    tabindex: '-1',
    'data-node': node.index,
    'data-key': item.key,
    'aria-label': `${node.name}, ${node.type}${said ? ', ' + said : ''}${got ? ', ' + got : ''}`,
  });
  const centre = item.y + item.height / 2;
  const top = centre - (lines.length * size.line) / 2;
  if (column === 'middle') {
    group.append(
      drawn('rect', {
        class: 'box',
        x: item.x,
        y: item.y,
        width: item.width,
        height: item.height,
        rx: node.type === 'proposal' ? 7 : 0,
      }),
    );
    if (isActor(node)) group.append(marker(node.type, item.x + size.pad + size.marker - 1, centre, size.marker - 1));
    group.append(
      textLines(lines, item.x + item.width / 2 + (isActor(node) ? size.marker + 2 : 0), top, 'middle', 'name', size),
    );
    return group;
  }
  const way = column === 'left' ? 1 : -1;
  const far = column === 'left' ? 0 : item.x - size.marker - 3;
  const area = column === 'left' ? item.x + size.marker + 3 : placed.width - item.x + size.marker + 3;
  group.append(drawn('rect', { class: 'area', x: far, y: item.y - 3, width: area, height: item.height + 6, rx: 4 }));
  group.append(marker(node.type, item.x, centre, size.marker));
  group.append(textLines(lines, item.x - way * (size.marker + 6), top, way > 0 ? 'end' : 'start', 'name', size));
  return group;
}

// The lines near a point of the figure, nearest first: more than one only where a person could not tell them apart.
function linesNear(placed, x, y, reach) {
  const near = [];
  for (const line of placed.lines) {
    if (!line.element) continue;
    const distance = distanceTo(line.points, x, y);
    if (distance <= reach) near.push({ line, distance });
  }
  near.sort((a, b) => a.distance - b.distance);
  return near
    .filter((hit) => hit.distance <= Math.max(near[0].distance, Math.min(4, near[0].distance + 2)))
    .map((hit) => hit.line);
}

function distanceTo(points, x, y) {
  let least = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
    const [dx, dy] = [bx - ax, by - ay];
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return least;
}
