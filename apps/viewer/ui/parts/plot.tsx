import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

/** A chart of uPlot that is as wide as its place. */
export function Plot(
  { options, data, height, label, onReady }: {
    /** Without its size. Another object draws another chart. */
    readonly options: Omit<uPlot.Options, "width" | "height">;
    readonly data: uPlot.AlignedData;
    /** Pixels. */
    readonly height: number;
    readonly label: string;
    readonly onReady?: (plot: uPlot) => void;
  },
): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(data);
  latest.current = data;

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const size = () => ({ width: Math.max(120, element.clientWidth), height });
    const chart = new uPlot({ ...options, ...size() }, latest.current, element);
    plot.current = chart;
    onReady?.(chart);
    const observer = new ResizeObserver(() => {
      if (Math.abs(chart.width - element.clientWidth) > 1) chart.setSize(size());
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = undefined;
    };
  }, [options, height]);

  useEffect(() => {
    if (plot.current !== undefined && plot.current.data !== data) plot.current.setData(data);
  }, [data]);

  return <div ref={place} class="plot" role="img" aria-label={label} />;
}
