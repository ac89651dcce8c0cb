// The linked picture of the explorer. Whatever is shown arrives as data from Python and stands on
// the page as text; what the reader chooses goes back as the model's `regency` and `quarter`.

const SVG = "http://www.w3.org/2000/svg";

function dressed(node, attributes, children) {
  for (const name in attributes) {
    if (attributes[name] !== null) node.setAttribute(name, attributes[name]);
  }
  node.append(...children);
  return node;
}

function element(tag, attributes = {}, ...children) {
  return dressed(document.createElement(tag), attributes, children);
}

function drawing(tag, attributes = {}, ...children) {
  return dressed(document.createElementNS(SVG, tag), attributes, children);
}

// Only an address of the web becomes a link; whatever else stands there is shown as text.
function address(text) {
  let found;
  try {
    found = new URL(text);
  } catch {
    return text;
  }
  if (found.protocol !== "https:" && found.protocol !== "http:") return text;
  const place = { href: found.href, title: text, target: "_blank", rel: "noopener noreferrer" };
  return element("a", place, found.hostname.replace(/^www\./, ""));
}

// A fill is a colour, or names a pattern of this view: another view may be hidden, and its
// patterns with it.
const own = (text, prefix) => text.split("nc-page").join(prefix);

function swatch(fill) {
  const look = fill ? { fill, class: "box" } : { fill: "none", class: "box disputed" };
  const box = drawing("rect", { x: 1, y: 1, width: 20, height: 12, ...look });
  return drawing("svg", { width: 22, height: 14, "aria-hidden": "true" }, box);
}

function spoken(unit, words) {
  const parts = [`${unit.name}: ${unit.class}`, unit.value, unit.disputed ? words.disputed : ""];
  return parts.filter(Boolean).join(", ");
}

// The parts: each is made anew from the same content, and asks `reader` for what to do

function heading({ content, prefix }) {
  const lines = content.lines.map((line) => element("p", { class: "line" }, line));
  const rows = content.legend.map(([face, fill, number, label, isMark]) =>
    element(
      "li",
      isMark ? { class: "mark" } : {},
      swatch(face ? own(fill, prefix) : ""),
      element("span", {}, label),
      element("b", {}, String(number)),
    ),
  );
  return [
    element("h3", { "aria-live": "polite" }, content.title),
    ...lines,
    element("ul", { class: "legend" }, ...rows),
  ];
}

function labelOf(label) {
  const { lines, middle, size, ink, bold, ground } = label;
  const step = size * 1.15;
  const top = middle[1] - ((lines.length - 1) * step) / 2;
  const look = { x: middle[0], fill: ink, "font-size": size, "font-weight": bold ? 700 : 400 };
  const parts = lines.map((line, at) =>
    drawing("tspan", { x: middle[0], y: top + at * step + size * 0.35 }, line),
  );
  const kind = label.code ? "label" : "label neighbour";
  const style = ground ? `stroke:${ground};stroke-width:4px;paint-order:stroke` : null;
  return drawing("text", { class: kind, ...look, style }, ...parts);
}

function leaderOf({ leader }) {
  const [[x1, y1], [x2, y2]] = leader;
  const ends = { x1, y1, x2, y2 };
  return drawing(
    "g",
    { class: "leader" },
    drawing("line", { ...ends, class: "under" }),
    drawing("line", ends),
    drawing("circle", { cx: x2, cy: y2, r: 1.6 }),
  );
}

function insetOf(label, unit) {
  const [x, y, width, height] = label.inset.box;
  const clip = `${unit.prefix}-${label.code}`;
  return drawing(
    "g",
    { class: "inset" },
    drawing("clipPath", { id: clip }, drawing("rect", { x, y, width, height })),
    drawing("rect", { x, y, width, height, class: "sea" }),
    drawing("path", {
      d: label.inset.path,
      fill: own(unit.fill, unit.prefix),
      class: "unit",
      "data-code": label.code,
      "clip-path": `url(#${clip})`,
    }),
    drawing("rect", { x, y, width, height, class: "edge" }),
  );
}

function mapOf({ content, ground, words, prefix }) {
  const [width, height] = ground.size;
  const patterns = drawing("defs");
  patterns.innerHTML = own(content.patterns, prefix); // of our own palette: no text of the data is in it
  const units = Object.entries(ground.units).map(([code, d]) =>
    drawing("path", {
      d,
      class: "unit",
      fill: own(content.units[code].fill, prefix),
      tabindex: "0",
      role: "button",
      "data-code": code,
      "aria-label": spoken(content.units[code], words),
    }),
  );
  const disputed = Object.entries(ground.units)
    .filter(([code]) => content.units[code].disputed)
    .map(([, d]) => drawing("path", { d, class: "dispute" }));
  const insets = content.labels
    .filter((label) => label.inset)
    .map((label) => insetOf(label, { ...content.units[label.code], prefix }));
  const leaders = content.labels.filter((label) => label.leader).map(leaderOf);
  const { line, text, at } = ground.scale;
  const bar = drawing("polyline", { points: line.map((point) => point.join(",")).join(" ") });
  const length = drawing("text", { x: at[0], y: at[1] - 2 }, text);
  return drawing(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "map", role: "group", "aria-label": words.map },
    patterns,
    drawing("rect", { width, height, class: "sea" }),
    drawing("path", { d: ground.land, class: "land" }),
    ...units,
    ...disputed,
    drawing("g", { class: "outlines" }),
    ...leaders,
    ...insets,
    ...content.labels.map(labelOf),
    drawing("g", { class: "scale" }, bar, length),
  );
}

function barsOf({ content, words }) {
  const { rows, note, full: longest } = content.bars;
  const list = rows.map(([code, name, value, text, about]) => {
    const share = value && longest ? (100 * value) / longest : 0;
    const bar = element("span", { class: about ? "bar about" : "bar", style: `width:${share}%` });
    return element(
      "button",
      { type: "button", class: "row", "data-code": code },
      element("span", { class: "name" }, name),
      element("span", { class: "track" }, bar),
      element("span", { class: value === null ? "value unknown" : "value" }, text),
    );
  });
  const shown = list.length ? list : [element("p", { class: "quiet" }, words.nothing)];
  return [
    element("h4", {}, words.bars),
    element("div", { class: "ranks" }, ...shown),
    element("p", { class: "quiet" }, note),
  ];
}

const STEP = 22;
const REST = 250; // milliseconds

function column([quarter, label, ...counts], at, { fills, shown, names }, prefix) {
  let top = 0;
  const total = counts.reduce((sum, each) => sum + each, 0);
  const parts = [...counts].reverse().map((count, back) => {
    const height = total ? (110 * count) / total : 0;
    const fill = own(fills[counts.length - 1 - back], prefix);
    const part = drawing("rect", { x: at * STEP + 3, y: top, width: STEP - 6, height, fill });
    top += height;
    return part;
  });
  const told = names.map((name, which) => `${name} ${counts[which]}`).join(", ");
  return drawing(
    "g",
    {
      class: quarter === shown ? "quarter shown" : "quarter",
      tabindex: "0",
      role: "button",
      "data-quarter": quarter,
      "aria-label": `${label}: ${told}`,
    },
    drawing("title", {}, `${label}: ${told}`),
    drawing("rect", { x: at * STEP, y: -4, width: STEP, height: 150, class: "field" }),
    ...parts,
  );
}

function timelineOf({ content, words, chosen, prefix }) {
  const { quarters, title, units, fills, names } = content.timeline;
  const legend = names.map((name, at) =>
    element("li", {}, swatch(own(fills[at], prefix)), element("span", {}, name)),
  );
  const columns = quarters.map((quarter, at) => column(quarter, at, content.timeline, prefix));
  const years = quarters.flatMap(([quarter], at) =>
    at === 0 || quarter.endsWith("Q1")
      ? [drawing("text", { x: at * STEP + 3, y: 146 }, quarter.slice(0, 4))]
      : [],
  );
  const strip = (units[chosen] || []).map((fill, at) =>
    drawing("rect", {
      x: at * STEP + 3, y: 116, width: STEP - 6, height: 14, fill: own(fill, prefix), class: "own",
    }),
  );
  const view = `0 -6 ${quarters.length * STEP + 8} 158`;
  const picture = drawing(
    "svg", { viewBox: view, class: "timeline" }, ...columns, ...strip, ...years,
  );
  const name = chosen ? `${content.units[chosen].name}: ${words.strip}` : "";
  return [
    element("h4", {}, words.timeline),
    element("p", { class: "line" }, title),
    element("ul", { class: "legend" }, ...legend),
    picture,
    element("p", { class: "quiet" }, name),
  ];
}

function cardOf({ content, words, statements }, code) {
  const card = content.cards[code];
  const facts = element("dl");
  card.facts.forEach((text, at) => {
    if (text) facts.append(element("dt", {}, words.facts[at]), element("dd", {}, text));
  });
  if (card.sources.length) facts.append(element("dt", {}, words.source));
  for (const [text, link] of card.sources) {
    facts.append(element("dd", {}, text, " ", element("small", {}, address(link))));
  }
  const against = card.against ? [element("p", { class: "against" }, `\u2605 ${card.against}`)] : [];
  const known = statements[code];
  const own = (known || []).filter(([kind]) => kind === content.segment);
  const apart = (known || []).filter(([kind]) => kind !== content.segment);
  const none = element("p", { class: "quiet" }, known ? words.no_statements : words.reading);
  return [
    element("h4", {}, content.units[code].name),
    element("p", { class: "quiet" }, card.kind),
    element("p", {}, content.about),
    ...against,
    facts,
    ...(known && known.length ? [] : [element("h5", {}, words.statements), none]),
    ...saidOf(words.statements, own),
    ...saidOf(words.statements_apart, apart),
  ];
}

function saidOf(title, statements) {
  if (!statements.length) return [];
  const items = statements.map(([, what, value, when, link]) =>
    element(
      "li",
      {},
      element("b", {}, value),
      ` ${what}`,
      element("small", {}, when, " ", address(link)),
    ),
  );
  return [element("h5", {}, `${title} (${items.length})`), element("ul", {}, ...items)];
}

function tableOf({ content, words }) {
  const { headings, numbers, codes, rows, disputed } = content.table;
  const side = (at) => (numbers[at] ? { class: "number" } : {});
  const head = headings.map((text, at) => element("th", { scope: "col", ...side(at) }, text));
  const body = rows.map((row, at) =>
    element(
      "tr",
      { "data-code": codes[at] },
      ...row.map((text, place) => element("td", side(place), text)),
    ),
  );
  return [
    element("h4", {}, words.table),
    element(
      "div",
      { class: "wide", tabindex: "0", role: "group", "aria-label": words.table },
      element("table", {}, element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...body)),
    ),
    element("p", { class: "quiet" }, disputed),
  ];
}

// Where the keyboard is, as a selector that finds it again after everything was drawn anew
function focusedIn(root) {
  const active = document.activeElement;
  if (!root.contains(active)) return "";
  const part = `.${active.closest("section").className}`;
  const { code, quarter } = active.dataset;
  if (code) return `${part} [data-code="${code}"]`;
  return quarter ? `${part} [data-quarter="${quarter}"]` : "";
}

function render({ model, el }) {
  const prefix = `nc-${Math.random().toString(36).slice(2)}`;
  const part = (name) => element("section", { class: name });
  const parts = {
    top: part("top"), map: part("stage"), card: part("card"), bars: part("bars"),
    time: part("time"), table: part("rows"), foot: part("foot"),
  };
  const root = element("div", { class: "ntt-explorer" }, ...Object.values(parts));
  el.style.containerType = "inline-size"; // what counts is the cell's width, not the window's
  el.append(root);
  let hovered = "";
  let resting; // statements are asked for where the pointer rests, not where it passes

  const seen = () => ({
    content: model.get("content"), ground: model.get("ground"), words: model.get("words"),
    statements: model.get("statements"), chosen: model.get("regency"), prefix,
  });

  function drawCard() {
    const now = seen();
    const code = hovered || now.chosen;
    const hint = element("p", { class: "quiet" }, now.words.hint);
    parts.card.replaceChildren(...(code ? cardOf(now, code) : [hint]));
  }

  function drawChoice() {
    const { ground, chosen } = seen();
    const wanted = [hovered, chosen].filter((code, at, all) => code && all.indexOf(code) === at);
    const lines = wanted.flatMap((code) => [
      drawing("path", { d: ground.units[code], class: "under" }),
      drawing("path", { d: ground.units[code], class: code === chosen ? "chosen" : "hovered" }),
    ]);
    root.querySelector(".outlines").replaceChildren(...lines);
    for (const each of root.querySelectorAll("[data-code]")) {
      each.classList.toggle("chosen", each.dataset.code === chosen);
    }
  }

  function drawAll() {
    const now = seen();
    if (!now.content.units) {
      // what is chosen could not be drawn: nothing of an older choice may stay
      Object.values(parts).forEach((each) => each.replaceChildren());
      return;
    }
    const place = focusedIn(root);
    for (const [name, colour] of Object.entries(now.ground.colours)) {
      root.style.setProperty(`--${name}`, colour);
    }
    const kept = parts.table.querySelector(".wide");
    const scrolled = kept ? kept.scrollTop : 0;
    parts.top.replaceChildren(...heading(now));
    parts.map.replaceChildren(mapOf(now));
    parts.bars.replaceChildren(...barsOf(now));
    parts.time.replaceChildren(...timelineOf(now));
    parts.table.replaceChildren(...tableOf(now));
    parts.table.querySelector(".wide").scrollTop = scrolled;
    parts.foot.replaceChildren(
      element("span", {}, now.content.sources), element("span", {}, now.content.credit),
      element("span", {}, now.content.figure),
    );
    drawCard();
    drawChoice();
    if (place) root.querySelector(place)?.focus({ preventScroll: true });
    root.dataset.drawn = now.content.timeline.shown; // tests wait for it
  }

  function choose(code) {
    model.set("regency", code === model.get("regency") ? "" : code);
    model.save_changes();
  }

  function point(code) {
    model.set("pointed", code);
    model.save_changes();
  }

  function goTo(quarter) {
    model.set("quarter", quarter);
    model.save_changes();
  }

  function act(target) {
    const unit = target.closest("[data-code]");
    const quarter = target.closest("[data-quarter]");
    if (unit) choose(unit.dataset.code);
    else if (quarter) goTo(quarter.dataset.quarter);
    return unit || quarter;
  }

  function hover(code) {
    if (code === hovered) return;
    hovered = code;
    clearTimeout(resting);
    if (code) resting = setTimeout(() => point(code), REST);
    drawCard();
    drawChoice();
  }

  root.addEventListener("click", (event) => {
    if (!event.target.closest("a")) act(event.target);
  });
  root.addEventListener("keydown", (event) => {
    const pressed = event.key === "Enter" || event.key === " ";
    const native = event.target.closest("button, a");
    if (pressed && !native && act(event.target)) event.preventDefault();
    // a bare key is for the picture, not for the notebook's shortcuts; Ctrl+S still saves
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
  root.addEventListener("pointerover", (event) => {
    const over = event.target.closest("path.unit, .bars [data-code]");
    hover(over ? over.dataset.code : "");
  });
  root.addEventListener("pointerleave", () => hover(""));

  model.on("change:content", drawAll);
  model.on("change:statements", drawCard);
  model.on("change:regency", () => {
    const place = focusedIn(root);
    parts.time.replaceChildren(...timelineOf(seen()));
    if (place) root.querySelector(place)?.focus({ preventScroll: true });
    drawCard();
    drawChoice();
  });
  drawAll();
}

export default { render };
