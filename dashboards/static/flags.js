// Filters, sorts, counts and downloads the list of flags. The state is the address of the page: a link keeps it, "back" undoes it.
(function () {
  "use strict";

  var data = window.lawgapFlags;
  var form = document.getElementById("flag-filters");
  if (!data || !form) return;

  var at = {};
  data.fields.forEach(function (name, i) { at[name] = i; });
  var columns = { kind: "kind", group: "plan_group", tier: "tier", agency: "agency_id", severity: "severity", life: "life" };
  var status = document.getElementById("flag-count");
  var sections = ["standing", "ended"].map(function (id) { return document.getElementById(id); });
  var language = document.documentElement.lang;
  var collator = new Intl.Collator(language);
  var grouped = new Intl.NumberFormat(language);
  var home = document.querySelector(".lang a");

  // The rest of a list too long for one page; then rows and list items are in the same order.
  sections.forEach(function (section) {
    section.querySelector("ol").insertAdjacentHTML("beforeend", data.more[section.id]);
  });
  var pages = document.getElementById("flag-pages");
  if (pages) pages.remove();
  var items = [];
  sections.forEach(function (section) {
    section.querySelectorAll("li").forEach(function (node) {
      var row = data.rows[items.length];
      items.push({ node: node, section: section, row: row, place: items.length, text: window.lawgapFold(row.join(" ") + " " + node.textContent) });
    });
  });
  var shown = items;

  function number(item, name) { return parseFloat(item.row[at[name]] || "NaN"); }

  // What is counted one by one is certain; larger and older first.
  var orders = {
    severity: function () { return 0; },
    probability: function (a, b) {
      var p = number(a, "probability"), q = number(b, "probability");
      return (isNaN(q) ? 1 : q) - (isNaN(p) ? 1 : p);
    },
    number: function (a, b) { return number(b, "numerator") - number(a, "numerator"); },
    since: function (a, b) {
      var p = a.row[at.since] || "9999", q = b.row[at.since] || "9999";
      return p < q ? -1 : p > q ? 1 : 0;
    },
    agency: function (a, b) { return collator.compare(a.row[at.agency], b.row[at.agency]); }
  };

  function state() {
    var chosen = new URLSearchParams();
    Array.prototype.forEach.call(form.elements, function (field) {
      var value = field.name && field.value.trim();
      if (value && !(field.name === "sort" && value === "severity")) chosen.set(field.name, value);
    });
    return chosen.toString();
  }

  function read() {
    var chosen = new URLSearchParams(window.location.search);
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name) return;
      field.value = chosen.get(field.name) || "";
      // a word nobody can choose: as if it had not been said
      if (field.selectedIndex === -1) field.selectedIndex = 0;
    });
  }

  function fits(item, words) {
    return Object.keys(columns).every(function (name) {
      var wanted = form.elements[name].value;
      return !wanted || (item.row[at[columns[name]]] || "-") === wanted;
    }) && words.every(function (word) { return item.text.indexOf(word) >= 0; });
  }

  function show() {
    var words = window.lawgapFold(form.elements.q.value).split(/\s+/).filter(Boolean);
    var order = orders[form.elements.sort.value] || orders.severity;
    shown = items.filter(function (item) { return fits(item, words); })
      .sort(function (a, b) { return order(a, b) || a.place - b.place; });
    items.forEach(function (item) { item.node.hidden = true; });
    sections.forEach(function (section) { section.hidden = true; });
    shown.forEach(function (item) {
      item.node.hidden = item.section.hidden = false;
      item.section.querySelector("ol").append(item.node);
    });
    shown.sort(function (a, b) { return sections.indexOf(a.section) - sections.indexOf(b.section); });
    status.textContent = shown.length ? status.dataset.some.replace("##", grouped.format(items.length)).replace("#", grouped.format(shown.length))
      : status.dataset.none;
    if (home) home.search = window.location.search;
  }

  function keep(method) {
    var query = state();
    if (window.location.search.replace("?", "") !== query) {
      window.history[method](null, "", window.location.pathname + (query ? "?" + query : ""));
    }
    show();
  }

  function cell(text) { return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }

  function download() {
    var lines = [data.head].concat(shown.map(function (item) { return item.row; }))
      .map(function (row) { return row.map(cell).join(",") + "\r\n"; });
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff"].concat(lines), { type: "text/csv;charset=utf-8" }));
    link.download = "flags.csv";
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  form.addEventListener("input", function (event) {
    // every letter is no step to go back to
    keep(event.target.name === "q" ? "replaceState" : "pushState");
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    Array.prototype.forEach.call(form.elements, function (field) {
      if (field.name) field.value = field.name === "sort" ? "severity" : "";
    });
    keep("pushState");
  });
  document.getElementById("flag-download").addEventListener("click", download);
  window.addEventListener("popstate", function () { read(); show(); });
  form.hidden = false;
  read();
  show();
})();
