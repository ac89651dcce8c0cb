"use strict";
// The map: shapes, lines over them, names on them, and which part of it is in view.

// The shapes

function attend(layer, index) {
  const path = layer.getElement();
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", "button");
  path.addEventListener("keydown", (event) => onKey(event, index));
  path.addEventListener("focus", () => {
    focused = path.matches(":focus-visible") ? index : null;
    drawOutlines();
  });
  path.addEventListener("blur", () => {
    focused = null;
    drawOutlines();
  });
  dress(layer, index);
}

function dress(layer, index) {
  const path = layer.getElement();
  if (!path) return;
  const unit = told(index);
  const [face, pattern] = unit.fill;
  layer.setStyle({ fill: true, fillColor: face, fillOpacity: 1, color: "#fff", weight: 1.2 });
  path.style.fill = pattern ? `url(#${pattern})` : "";
  path.setAttribute("class", `leaflet-interactive unit bps-${units[index].code}`);
  path.dataset.class = unit.key;
  path.setAttribute("aria-label", spoken(index));
}

function prepareShapes(name) {
  if (!outlines[name]) return;
  outlines[name].eachLayer((layer) => {
    const index = units.findIndex((unit) => unit.code === layer.feature.properties.bps_code);
    units[index].layers[name] = layer;
    layer.options.smoothFactor = 0.7;
    layer.bindTooltip(() => tooltip(told(index), words), { sticky: true });
    layer.on("click", (event) => {
      L.DomEvent.stop(event);
      layer.closeTooltip();
      openCard(index, {});
    });
    layer.on("add", () => attend(layer, index));
    if (map.hasLayer(layer)) attend(layer, index);
  });
}

const layerOf = (index) => units[index].layers[level];
const pathOf = (index) => layerOf(index).getElement();

function onKey(event, index) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  if (event.key === "Enter" || event.key === " ") openCard(index, { focus: true });
  else if (event.key in steps) {
    const next = (index + steps[event.key] + units.length) % units.length;
    pathOf(next).focus();
    if (chosen !== null) openCard(next, {});
  } else return;
  event.preventDefault();
}

// Lines over the shapes, where no neighbour covers them: disputes, the focus, the choice

const lines = L.layerGroup();

function line(index, className, style) {
  const given = { fill: false, interactive: false, pane: "outlines", smoothFactor: 0.7, className };
  lines.addLayer(L.polygon(layerOf(index).getLatLngs(), { ...given, ...style }));
}

function drawOutlines() {
  lines.clearLayers();
  for (const [index, name] of [[focused, "focused"], [chosen, "chosen"]]) {
    if (index === null) continue;
    line(index, `${name} under`, { color: "#fff", weight: 7 });
    line(index, name, { color: name === "focused" ? colours.focus : colours.ink, weight: 3.5 });
  }
  units.forEach((unit, index) => {
    if (!told(index).disputed) return;
    const dashes = { color: colours.warning, weight: 2.4, dashArray: "6 4" };
    line(index, `disputed disputed-${unit.code}`, dashes);
  });
}

// Names on the map, where they fit; and larger targets for fingers where a unit is tiny

const names = units.map((unit, index) => {
  const tag = element("span", { class: "name", "aria-hidden": "true" });
  const icon = L.divIcon({ className: "", html: tag, iconSize: [0, 0] });
  L.marker(unit.point, { icon, interactive: false, keyboard: false }).addTo(map);
  return { tag, index };
});

const targets = units.map((unit, index) => {
  const given = { radius: 13, stroke: false, fillOpacity: 0, className: "target", pane: "targets" };
  return L.circleMarker(unit.point, given).on("click", (event) => {
    L.DomEvent.stop(event);
    openCard(index, {});
  });
});

function sizeOf(index) {
  const bounds = layerOf(index).getBounds();
  const corner = map.latLngToLayerPoint(bounds.getNorthWest());
  return map.latLngToLayerPoint(bounds.getSouthEast()).subtract(corner);
}

function placeNames() {
  const taken = [];
  const closer = map.getZoom() > map.getBoundsZoom(content.bounds) + 0.7;
  const room = map.getSize().x >= 600 || closer;
  const sizes = units.map((_, index) => sizeOf(index));
  const bySize = [...names].sort((a, b) => sizes[b.index].x - sizes[a.index].x);
  for (const { tag, index } of bySize) {
    const unit = told(index);
    tag.textContent = units[index].label + (unit.disputed ? " \u2605" : "");
    const centre = map.latLngToLayerPoint(units[index].point);
    const half = [tag.offsetWidth / 2 + 2, tag.offsetHeight / 2 + 1];
    const box = [centre.x - half[0], centre.y - half[1], centre.x + half[0], centre.y + half[1]];
    const free = taken.every(
      (other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1],
    );
    const fits = room && free && half[0] * 2 < sizes[index].x * 1.2 && half[1] < sizes[index].y;
    // over a coast or border no one colour of letters reads well: they get a ground of their own
    const corners = [[box[0], box[1]], [box[2], box[1]], [box[0], box[3]], [box[2], box[3]]];
    const path = layerOf(index).getElement();
    const inside = corners.every(([x, y]) => path.isPointInFill(new DOMPoint(x, y)));
    tag.classList.toggle("light", inside && unit.fill[2] === "#ffffff");
    tag.classList.toggle("grounded", !inside);
    tag.style.visibility = fits ? "visible" : "hidden";
    if (fits) taken.push(box);
  }
  targets.forEach((target, index) => {
    const tiny = Math.min(sizes[index].x, sizes[index].y) < 20;
    if (coarse.matches && tiny) target.addTo(map);
    else target.remove();
  });
}

// The view

let moving = false;
let pending = null;

// Leaflet drops what it is asked for while it zooms; here the last wish waits
function settled(action) {
  if (moving) pending = action;
  else action();
}

function onSettled() {
  moving = false;
  const action = pending;
  pending = null;
  if (action) action();
}

function fit(animate) {
  whole = true;
  settled(() => {
    map.invalidateSize({ animate: false });
    map.fitBounds(content.bounds, { animate: animate && !calm, padding: [8, 8] });
  });
}

function onMoved() {
  if (coarse.matches) {
    // a finger on the whole map scrolls the page; on a part of it, it moves the map
    const part = map.getZoom() > map.getBoundsZoom(content.bounds) + 0.3;
    map.dragging[part ? "enable" : "disable"]();
  }
  placeNames();
}

function zoomBy(levels) {
  whole = false;
  settled(() => map.setZoom(map.getZoom() + levels, { animate: !calm }));
}

function zoomTo(index) {
  whole = false;
  const options = { animate: !calm, padding: [40, 40], maxZoom: 10.5 };
  settled(() => map.fitBounds(layerOf(index).getBounds(), options));
}
