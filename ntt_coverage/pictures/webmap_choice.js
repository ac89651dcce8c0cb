"use strict";
// One page, three choices: an indicator, a quarter, a unit. Whatever is chosen, everything on
// the page is drawn anew from the same content.

const content = JSON.parse(document.getElementById("content").textContent);
const { words, colours } = content;
const said = (number) => content.strings[number];
const place = (id) => document.getElementById(id);
const map = window[content.map];
const outlines = { plain: window[content.shapes], detailed: window[content.detailed] };
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const coarse = matchMedia("(pointer: coarse)"); // a finger rather than a mouse
const narrow = matchMedia("(max-width: 760px)");

const units = content.units.map(([code, name, label, kind, lat, lng, ...names]) => ({
  code, name: said(name), label: said(label), kind: said(kind), point: [lat, lng],
  names: names.map(said), layers: {},
}));
let theme = 0;
let quarter = content.open;
let chosen = null;
let focused = null;
let level = "plain";
let opener = null;
let searched = "";
let whole = true;

// What the chosen indicator and quarter say of a unit

function shown() {
  const [title, indicator, when, sources, figure, legend, rows] =
    content.quarters[quarter].views[theme];
  const subtitle = `${said(indicator)}\n${said(when)}`;
  return { title, subtitle, sources, figure, legend, rows };
}

function told(index) {
  const [group, fill, value] = shown().rows.slice(3 * index);
  const disputed = content.quarters[quarter].cards[index][1] > 0;
  const [key, label] = content.themes[theme].classes[group];
  return {
    name: units[index].name, kind: units[index].kind, key, label: said(label), group, shade: fill,
    fill: content.fills[fill], value: said(value), disputed,
  };
}

function cardOf(index) {
  const [state, dispute, persons, base, rate, asOf, age, note, ...sources] =
    content.quarters[quarter].cards[index];
  const named = sources.map((number) => content.sources[number]);
  return {
    state: said(state), dispute: said(dispute), persons: said(persons), base: said(base),
    rate: said(rate), as_of: said(asOf), age: said(age), note: said(note),
    sources: named.map(([text, link]) => ({ text: said(text), address: said(link) })),
  };
}

function spoken(index) {
  const unit = told(index);
  const parts = [`${unit.name}: ${unit.label}`, unit.value, unit.disputed ? words.disputed : ""];
  return parts.filter(Boolean).join(", ");
}

