import type { JSX } from "preact";
import type { MetricSeries } from "../../../contract/metrics.ts";
import { formatMeasure } from "../../model/format/format_measure.ts";
import { TimeText } from "../../parts/time_text.tsx";
import { traceUrl } from "../../state/trace_url.ts";

/** The exemplars of a metric as links to their spans, the largest first. */
export function ExemplarList(
  { series, unit }: { readonly series: readonly MetricSeries[]; readonly unit: string },
): JSX.Element | null {
  const exemplars = series.flatMap((one) => one.exemplars)
    .filter(({ traceId }) => traceId !== "")
    .sort((a, b) => b.value - a.value);
  if (exemplars.length === 0) return null;
  return (
    <section class="exemplars">
      <h3>Exemplars, the largest first</h3>
      <ul>
        {exemplars.slice(0, 12).map(({ traceId, spanId, value, timeUnixNano }, index) => (
          <li key={index}>
            <a href={traceUrl(traceId, spanId)}>
              <span class="num strong">{formatMeasure(value, unit)}</span>{" "}
              <span class="muted">
                <TimeText nano={timeUnixNano} digits={0} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
