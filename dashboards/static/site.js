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
    document.querySelectorAll(".scroll").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.tabIndex = 0;
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

  function show() {
    var words = fold(input.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    var hits = words.length ? entries.filter(function (entry) {
      return words.every(function (word) { return entry.text.indexOf(word) >= 0; });
    }).slice(0, 12) : [];
    hits.forEach(function (entry, i) {
      var item = document.createElement("li"), link = document.createElement("a");
      item.id = "hit" + i;
      item.setAttribute("role", "option");
      link.href = document.body.dataset.home + entry.href;
      link.textContent = entry.name;
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
      return { href: row[0], name: english ? row[2] : row[1], text: fold(row.slice(1).join(" ")) };
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
