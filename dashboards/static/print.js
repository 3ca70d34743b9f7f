// Figures are as wide as the window; on paper they have to be as wide as the sheet. Some are lower there (data-paper):
// a sheet is wide enough for a label of a phone's two or three lines to stand on one.
(function () {
  "use strict";

  var SHEET = 680; // pixels between the margins of an A4 sheet
  var LABEL = 11;
  var AXIS = 24; // pixels the marks under a figure take

  function each(size) {
    document.querySelectorAll(".plot").forEach(function (plot) {
      if (plot.data) window.Plotly.relayout(plot, size(plot));
    });
  }

  function oneLine(note) {
    return Object.assign({}, note, {
      text: note.text.replace(/<br>/g, " ").replace(/font-size:\d+px/g, ""),
      font: Object.assign({}, note.font, { size: LABEL })
    });
  }

  window.addEventListener("beforeprint", function () {
    each(function (plot) {
      var size = { width: SHEET, autosize: false };
      if (!plot.dataset.paper) return size;
      if (!plot.onScreen) plot.onScreen = { height: plot.layout.height, annotations: plot.layout.annotations, margin: plot.layout.margin };
      size.margin = Object.assign({}, plot.onScreen.margin, { t: 2, b: AXIS });
      size.height = Number(plot.dataset.paper);
      size.annotations = (plot.onScreen.annotations || []).map(oneLine);
      return size;
    });
  });
  window.addEventListener("afterprint", function () {
    each(function (plot) { return Object.assign({ width: null, autosize: true }, plot.onScreen); });
  });
})();
