"use strict";
// The parts that the page is put together from. Text from the data becomes text nodes and
// nothing else: no markup is ever read from it.

const SVG = "http://www.w3.org/2000/svg";

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

function drawing(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]);
  made.append(...children);
  return made;
}

// A fill is a colour and the id of a pattern over it, which may be blank.
function swatch([face, pattern], colours) {
  const look = face
    ? { fill: pattern ? `url(#${pattern})` : face, stroke: colours.line }
    : { fill: "none", stroke: colours.warning, "stroke-width": 2, "stroke-dasharray": "4 3" };
  const box = drawing("rect", { x: 1, y: 1, width: 20, height: 12, ...look });
  return drawing("svg", { width: 22, height: 14, "aria-hidden": "true", focusable: "false" }, box);
}

function legendRow(fill, number, label, isMark, colours) {
  const row = element("li", isMark ? { class: "mark" } : {}, swatch(fill, colours));
  row.append(element("span", { class: "label" }, label), " ", element("b", {}, String(number)));
  return row;
}

function star(label) {
  return element("span", { class: "star", role: "img", "aria-label": label }, "\u2605");
}

function tooltip(unit, words) {
  const lines = [unit.label, unit.value, unit.disputed ? `\u2605 ${words.disputed}` : ""];
  const said = lines.filter(Boolean).map((line) => element("span", {}, line));
  return element("div", { class: "tip" }, element("b", {}, unit.name), ...said);
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
  return element("a", { href: found.href, target: "_blank", rel: "noopener noreferrer" }, text);
}

function sourceEntry(source) {
  const entry = element("dd", {}, source.text);
  if (source.address) entry.append(element("span", { class: "address" }, address(source.address)));
  return entry;
}

function cardParts(unit, card, words) {
  const close = element("button", { type: "button", class: "close" }, words.close);
  const heading = element("h2", { id: "name", tabindex: "-1" }, unit.name);
  const parts = [
    element("div", { class: "top" }, heading, close),
    element("p", { class: "kind" }, unit.kind),
  ];
  if (card.dispute) {
    const said = element("p", { class: "disputed" }, star(words.star), ` ${card.dispute}`);
    parts.push(said);
  }
  const facts = element("dl", {});
  for (const name of ["state", "persons", "base", "rate", "as_of", "age", "note"]) {
    if (!card[name]) continue;
    facts.append(element("dt", {}, words.facts[name]), element("dd", {}, card[name]));
  }
  if (card.sources.length) {
    facts.append(element("dt", {}, words.facts.source), ...card.sources.map(sourceEntry));
  }
  parts.push(facts);
  return { parts, heading, close };
}

// As the registry folds a name: case, spacing and punctuation do not matter.
function normalise(text) {
  const bare = text.normalize("NFKC").toLowerCase().replace(/['\u2019`\u2018\u02bc]/g, "");
  return bare.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// A whole name wins; otherwise whatever holds the words. An unclear name finds several.
function unitsNamed(units, query) {
  const wanted = normalise(query);
  if (!wanted) return [];
  const whole = units.filter((unit) => unit.names.includes(wanted));
  if (whole.length) return whole;
  return units.filter((unit) => unit.names.some((name) => ` ${name}`.includes(` ${wanted}`)));
}
