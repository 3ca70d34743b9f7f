// The slider of a rule's page: which share of cases would be kept under another limit. Every sentence stands in the page. The limit
// being tried is the address of the page, as the filters of the list of flags are: a link keeps it.
(function () {
  "use strict";

  var box = document.getElementById("what-if-slider");
  if (!box) return;
  var points = JSON.parse(document.getElementById("what-if-data").textContent);
  var range = document.getElementById("limit");
  var output = box.querySelector("output b");
  var plot = document.getElementById("plot-what-if");
  var home = document.querySelector(".lang a");
  var present = range.value;

  function show() {
    var point = points[Number(range.value)];
    output.textContent = point[3];
    range.setAttribute("aria-valuetext", point[2]);
    if (window.Plotly && plot.data) window.Plotly.restyle(plot, { x: [[point[0]]], y: [[point[1]]] }, [plot.data.length - 1]);
  }

  // The address says the limit, not its place on the slider: the next edition may have more limits.
  function read() {
    var wanted = new URLSearchParams(window.location.search).get("limit");
    var place = points.findIndex(function (point) { return wanted !== null && String(point[0]) === wanted; });
    // a limit nobody can choose: as if none had been said
    range.value = place < 0 ? present : place;
    follow();
  }

  function keep() {
    var tried = range.value === present ? "" : "?limit=" + points[Number(range.value)][0] + "#" + box.id;
    window.history.replaceState(null, "", window.location.pathname + tried);
    follow();
  }

  function follow() {
    if (!home) return;
    home.search = window.location.search;
    home.hash = window.location.hash;
  }

  range.addEventListener("input", show);
  // once the thumb rests: a browser refuses to rewrite the address many times a second
  range.addEventListener("change", keep);
  box.querySelectorAll("button").forEach(function (button) {
    button.addEventListener("click", function () {
      range.value = button.value;
      show();
      keep();
    });
  });
  window.addEventListener("popstate", function () { read(); show(); });
  document.addEventListener("drawn", show);
  read();
  show();
  box.dataset.ready = "";
})();
