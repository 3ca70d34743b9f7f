// The slider of a rule's page: which share of cases would be kept under another limit. Every sentence stands in the page.
(function () {
  "use strict";

  var box = document.getElementById("what-if-slider");
  if (!box) return;
  var points = JSON.parse(document.getElementById("what-if-data").textContent);
  var range = document.getElementById("limit");
  var output = box.querySelector("output b");
  var plot = document.getElementById("plot-what-if");

  function show() {
    var point = points[Number(range.value)];
    output.textContent = point[3];
    range.setAttribute("aria-valuetext", point[2]);
    if (window.Plotly && plot.data) window.Plotly.restyle(plot, { x: [[point[0]]], y: [[point[1]]] }, [plot.data.length - 1]);
  }

  range.addEventListener("input", show);
  box.hidden = false;
  show();
})();
