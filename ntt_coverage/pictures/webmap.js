"use strict";
// The card, the words around the map, and what the reader does.

// The card

function openCard(index, { focus, zoom }) {
  const before = document.activeElement;
  if (before !== document.body && !place("card").contains(before)) opener = before;
  chosen = index;
  place("card").hidden = false;
  place("list").hidden = !narrow.matches;
  document.body.classList.add("with-card");
  const heading = drawCard();
  drawOutlines();
  if (zoom) zoomTo(index);
  if (narrow.matches) showMapAboveCard();
  if (focus) heading.focus({ preventScroll: true });
}

function drawCard() {
  const { parts, heading, close } = cardParts(told(chosen), cardOf(chosen), words);
  close.addEventListener("click", closeCard);
  place("card").replaceChildren(...parts);
  place("card").scrollTop = 0;
  return heading;
}

function showMapAboveCard() {
  const top = document.querySelector(".stage").getBoundingClientRect().top + scrollY;
  const controls = document.querySelector(".controls").offsetHeight;
  scrollTo({ top: top - controls, behavior: calm ? "auto" : "smooth" });
}

function closeCard() {
  if (chosen === null) return;
  const back = opener && opener.isConnected ? opener : pathOf(chosen);
  chosen = opener = null;
  place("card").hidden = true;
  place("list").hidden = false;
  document.body.classList.remove("with-card");
  drawOutlines();
  back.focus({ preventScroll: true });
}

// Everything that stands in words

function drawLegend() {
  const groups = content.themes[theme].classes;
  const { legend } = shown();
  const rows = [];
  for (let at = 0; at < legend.length; at += 2) {
    const [, label, fill] = groups[legend[at]];
    rows.push(legendRow(content.fills[fill], legend[at + 1], said(label), false, colours));
  }
  for (const [fill, number, label] of content.quarters[quarter].marks) {
    const look = fill < 0 ? ["", ""] : content.fills[fill];
    rows.push(legendRow(look, number, said(label), true, colours));
  }
  place("legend").replaceChildren(...rows);
}

function drawList() {
  const order = units.map((_, index) => index);
  const rank = units.map((_, index) => [told(index).group, told(index).shade]);
  order.sort((a, b) => rank[a][0] - rank[b][0] || rank[a][1] - rank[b][1] || a - b);
  const rows = order.map((index) => {
    const unit = told(index);
    const button = element("button", { type: "button" }, swatch(unit.fill, colours));
    button.append(element("span", {}, unit.name));
    button.append(element("span", { class: "value" }, unit.value));
    if (unit.disputed) button.append(star(words.disputed));
    button.setAttribute("aria-label", spoken(index));
    button.addEventListener("click", () => openCard(index, { focus: true }));
    return element("li", {}, button);
  });
  place("units").replaceChildren(...rows);
}

function drawAll() {
  const view = shown();
  const title = said(view.title);
  if (place("title").textContent !== title) place("title").textContent = title;
  document.title = title;
  place("subtitle").textContent = view.subtitle;
  place("sources").textContent = said(view.sources);
  place("figure").textContent = said(view.figure);
  place("theme").value = String(theme);
  place("quarter").value = String(quarter);
  place("previous").setAttribute("aria-disabled", String(quarter === 0));
  place("next").setAttribute("aria-disabled", String(quarter === content.quarters.length - 1));
  units.forEach((unit, index) => {
    unit.layers[level].closeTooltip(); // it speaks of the choice before
    dress(unit.layers[level], index);
  });
  drawLegend();
  drawList();
  drawOutlines();
  placeNames();
  if (chosen !== null) drawCard();
}

// What the reader does

function choose(list, number) {
  list.value = String(number);
  theme = Number(place("theme").value);
  quarter = Number(place("quarter").value);
  drawAll();
}

function step(by) {
  const next = quarter + by;
  if (next >= 0 && next < content.quarters.length) choose(place("quarter"), next);
}

function search() {
  const query = place("search").value;
  searched = query;
  const found = unitsNamed(units, query);
  const listed = found.slice(0, 5).map((unit) => unit.name).join(", ");
  place("message").textContent = "";
  if (found.length === 1) {
    openCard(units.indexOf(found[0]), { focus: true, zoom: true });
  } else if (found.length) {
    place("message").textContent = words.search_many.split("{names}").join(listed);
  } else if (normalise(query)) {
    place("message").textContent = words.search_none.split("{text}").join(query.trim());
  }
}

function listen() {
  const list = (id) => place(id).addEventListener("change", () => choose(place(id), place(id).value));
  list("theme");
  list("quarter");
  place("previous").addEventListener("click", () => step(-1));
  place("next").addEventListener("click", () => step(1));
  place("whole").addEventListener("click", () => fit(true));
  place("in").addEventListener("click", () => zoomBy(1));
  place("out").addEventListener("click", () => zoomBy(-1));
  const field = place("search");
  field.addEventListener("keydown", (event) => event.key === "Enter" && search());
  field.addEventListener("input", () => {
    // a name picked from the list of names is whole at once
    if (units.some((unit) => unit.name === field.value)) search();
    else place("message").textContent = "";
  });
  field.addEventListener("change", () => field.value !== searched && search());
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeCard());
  if (place("detail")) {
    place("detail").addEventListener("change", () => {
      map.removeLayer(outlines[level]);
      level = place("detail").checked ? "detailed" : "plain";
      map.addLayer(outlines[level]);
      drawAll();
    });
  }
  map.on("zoomstart", () => { moving = true; });
  map.on("zoomend", () => {
    onMoved();
    onSettled();
  });
  map.on("dragstart", () => { whole = false; });
  for (const name of ["wheel", "dblclick", "touchmove", "keydown"]) {
    map.getContainer().addEventListener(name, (event) => {
      const moves = name === "wheel" ? map.scrollWheelZoom.enabled() : name !== "keydown";
      if (moves || event.target === map.getContainer()) whole = false;
    }, { passive: true });
  }
  narrow.addEventListener("change", () => { place("list").hidden = chosen !== null && !narrow.matches; });
  new ResizeObserver(() => (whole ? fit(false) : map.invalidateSize())).observe(map.getContainer());
}

function begin() {
  if (calm) map.options.zoomAnimationThreshold = 0;
  if (window.self !== window.top) {
    // inside another page the wheel scrolls that page, until the map is used
    map.scrollWheelZoom.disable();
    map.once("focus click", () => map.scrollWheelZoom.enable());
  }
  map.getContainer().setAttribute("role", "group");
  map.getContainer().setAttribute("aria-label", words.map);
  map.createPane("outlines").style.zIndex = 450;
  map.getPane("outlines").style.pointerEvents = "none";
  map.createPane("targets").style.zIndex = 460;
  L.control.scale({ imperial: false }).addTo(map);
  lines.addTo(map);
  content.themes.forEach(({ label }, index) =>
    place("theme").append(element("option", { value: String(index) }, said(label))));
  content.quarters.forEach(({ label }, index) =>
    place("quarter").append(element("option", { value: String(index) }, said(label))));
  units.forEach((unit) => place("names").append(element("option", { value: unit.name })));
  prepareShapes("plain");
  prepareShapes("detailed");
  fit(false);
  listen();
  drawAll();
  onMoved();
}

begin();
