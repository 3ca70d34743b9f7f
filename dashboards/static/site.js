// Draws the figures that stand in the page as JSON and answers the search box. Nothing is fetched.
(function () {
  "use strict";

  var own = document.currentScript.dataset;

  // The library that draws and the names to search are large: a page that needs neither does not wait for them.
  function load(address, then) {
    var script = document.createElement("script");
    script.src = address;
    script.onload = then;
    document.head.append(script);
  }

  function draw(script) {
    var box = document.getElementById(script.dataset.figure);
    var figure = JSON.parse(script.textContent);
    box.replaceChildren();
    return window.Plotly.newPlot(box, figure.data, figure.layout,
      { displayModeBar: false, responsive: true, doubleClick: false, scrollZoom: false });
  }

  var scripts = document.querySelectorAll("script[data-figure]");
  function drawAll() {
    Promise.all(Array.prototype.map.call(scripts, draw)).then(function () {
      document.documentElement.dataset.drawnAt = String(Math.round(performance.now()));
      document.documentElement.dataset.drawn = String(scripts.length);
      document.dispatchEvent(new Event("drawn"));
    });
  }
  if (scripts.length) load(own.plotly, drawAll);
  else drawAll();

  // "Phuong Mau 4" finds "Phường Mẫu 04": no marks, no case, đ as d.
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/đ/g, "d");
  }
  window.lawgapFold = fold;

  // On a phone the navigation scrolls: the page one is on must not lie outside.
  var here = document.querySelector("nav .on");
  if (here) here.parentNode.scrollLeft = here.offsetLeft - here.parentNode.clientWidth / 3;

  // Who has no mouse scrolls a wide table with the arrow keys: it can be entered where there is something to scroll.
  function enterable() {
    var boxes = Array.prototype.slice.call(document.querySelectorAll(".scroll"));
    // all are measured before any is changed: otherwise the browser lays the page out once for each
    var larger = boxes.map(function (box) { return box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight; });
    boxes.forEach(function (box, i) {
      if (larger[i]) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }
  enterable();
  window.addEventListener("resize", enterable);
  document.addEventListener("toggle", enterable, true);

  var form = document.querySelector(".search");
  var input = document.getElementById("q");
  var list = document.getElementById("hits");
  var english = document.body.dataset.language === "en";
  var entries = [];
  var chosen = -1;
  var hurried = false; // Enter was pressed before the names were there

  // "Phường Mẫu 04" is also called 4.
  function split(text) {
    return fold(text).split(/[^\p{L}\p{N}/.-]+/u).filter(Boolean).map(function (word) { return word.replace(/^0+(?=\d)/, ""); });
  }
  function spaced(text) { return " " + split(text).join(" ") + " "; }

  function choose(index) {
    var items = list.querySelectorAll("li[role=option]");
    if (!items.length) return;
    chosen = (index + items.length) % items.length;
    items.forEach(function (item, i) {
      item.classList.toggle("on", i === chosen);
      item.setAttribute("aria-selected", String(i === chosen));
    });
    input.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  }

  // How well a word is found: as a word, at the start of one, or inside; in each the names before what else may be typed.
  function found(entry, word) {
    var best = Infinity;
    [entry.name, entry.more].forEach(function (text, place) {
      [" " + word + " ", " " + word, word].some(function (part, tier) {
        if (text.indexOf(part) < 0) return false;
        best = Math.min(best, 2 * tier + place);
        return true;
      });
    });
    return best;
  }

  // Lower is better: the word found worst, words that stand together, marks as typed, all words, the order of the index.
  function ranked(words, typed) {
    var phrase = " " + words.join(" ");
    var hits = [];
    entries.forEach(function (entry, place) {
      var tiers = words.map(function (word) { return found(entry, word); });
      var worst = Math.max.apply(null, tiers);
      if (worst === Infinity) return;
      hits.push({ entry: entry, key: [worst, entry.name.indexOf(phrase) < 0, entry.marked.indexOf(typed) < 0,
        tiers.reduce(function (sum, tier) { return sum + tier; }, 0), place].map(Number) });
    });
    hits.sort(function (a, b) {
      var at = a.key.findIndex(function (value, i) { return value !== b.key[i]; });
      return a.key[at] - b.key[at];
    });
    return hits.map(function (hit) { return hit.entry; });
  }

  function show() {
    var words = split(input.value);
    list.replaceChildren();
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    var hits = words.length ? ranked(words, input.value.trim().normalize("NFC").toLowerCase()).slice(0, 12) : [];
    hits.forEach(function (entry, i) {
      var item = document.createElement("li"), link = document.createElement("a");
      item.id = "hit" + i;
      item.setAttribute("role", "option");
      link.href = document.body.dataset.home + entry.href;
      link.textContent = entry.shown;
      item.append(link);
      list.append(item);
    });
    if (words.length && !hits.length) {
      var none = document.createElement("li");
      none.className = "none";
      none.textContent = input.dataset.none;
      list.append(none);
    }
    list.hidden = !words.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  function ready() {
    entries = window.lawgapIndex.map(function (row) {
      var names = [row[1], row[2], row[4]].join(" | ");
      return { href: row[0], shown: english ? row[2] : row[1], name: spaced(names), more: spaced(row[3]), marked: names.normalize("NFC").toLowerCase() };
    });
    show();
    if (hurried) go();
  }

  function go() {
    var links = list.querySelectorAll("a");
    if (links.length) window.location.href = links[Math.max(chosen, 0)].href;
  }

  input.addEventListener("focus", function () { load(own.index, ready); }, { once: true });
  input.addEventListener("input", show);
  input.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") { choose(chosen + 1); event.preventDefault(); }
    if (event.key === "ArrowUp") { choose(chosen - 1); event.preventDefault(); }
    if (event.key === "Escape") { input.value = ""; show(); }
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    hurried = !window.lawgapIndex;
    go();
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) list.hidden = true;
  });
})();
