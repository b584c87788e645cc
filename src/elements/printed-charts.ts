/**
 * The book draws its charts for a page of the usual width; on a phone their letters would be too
 * small to read. Calls `redraw` when such a chart comes into view.
 */
export function watchPrintedCharts(box: HTMLElement, redraw: () => void): void {
  const chart = box.querySelector("svg.chart");
  if (!chart) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      const drawn = Number(chart.getAttribute("width"));
      if (chart.isConnected && chart.getBoundingClientRect().width < 0.9 * drawn) redraw();
    },
    { rootMargin: "400px" },
  );
  observer.observe(box);
}
