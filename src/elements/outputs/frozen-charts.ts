/**
 * The book draws its charts for the usual widths (src/notebook/output/render-chart.ts). Calls `redraw` when
 * one comes near that has much more room than it uses, or is too small to be read.
 */
export function watchFrozenCharts(box: HTMLElement, redraw: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      const chart = entries.find(({ isIntersecting }) => isIntersecting)?.target;
      if (!chart) return;
      observer.disconnect();
      const scale = chart.parentElement!.clientWidth / Number(chart.getAttribute("width"));
      if (chart.isConnected && (scale > 1.2 || scale < 0.9)) redraw();
    },
    { rootMargin: "400px" },
  );
  // One that is not shown is never near.
  for (const chart of box.querySelectorAll("svg.chart")) observer.observe(chart);
}
