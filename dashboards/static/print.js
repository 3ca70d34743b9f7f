// Figures are as wide as the window; on paper they have to be as wide as the sheet.
(function () {
  "use strict";

  var SHEET = 680; // pixels between the margins of an A4 sheet

  function each(size) {
    document.querySelectorAll(".plot").forEach(function (plot) {
      if (plot.data) window.Plotly.relayout(plot, size);
    });
  }

  window.addEventListener("beforeprint", function () { each({ width: SHEET, autosize: false }); });
  window.addEventListener("afterprint", function () { each({ width: null, autosize: true }); });
})();
