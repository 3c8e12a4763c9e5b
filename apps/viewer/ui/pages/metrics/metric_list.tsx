import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { MetricSummary } from "../../../contract/metrics.ts";
import { formatCount } from "../../model/format/format_count.ts";
import { visibleText } from "../../model/format/visible_text.ts";
import { OneLine } from "../../parts/one_line.tsx";
import { ServiceTag } from "../../parts/service_tag.tsx";
import { useShortcuts } from "../../state/keyboard.ts";
import { address, param, setParams } from "../../state/router.ts";

const KINDS: Readonly<Record<MetricSummary["kind"], string>> = {
  sum: "sum",
  gauge: "gauge",
  histogram: "hist",
  exponential_histogram: "exp",
  summary: "sumry",
};

/** The metrics, under their service and scope. */
export function MetricList(
  { metrics, services, chosen }: {
    readonly metrics: readonly MetricSummary[];
    readonly services: readonly string[];
    readonly chosen: number | undefined;
  },
): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([{ key: "/", does: "Find a metric", run: () => input.current?.select() }]);
  let last = "";
  return (
    <aside class="metric-list" aria-label="Metrics">
      <div class="metric-filter">
        <input
          ref={input}
          type="search"
          placeholder="Find a metric"
          aria-label="Find a metric"
          value={param("find") ?? ""}
          spellcheck={false}
          onInput={(event) => setParams({ find: event.currentTarget.value }, { replace: true })}
        />
        <select
          aria-label="Service"
          value={param("service") ?? ""}
          onChange={(event) => setParams({ service: event.currentTarget.value })}
        >
          <option value="">All services</option>
          {services.map((name) => <option key={name} value={name}>{visibleText(name)}</option>)}
        </select>
      </div>
      <ul>
        {metrics.slice(0, 1000).map((metric) => {
          const group = `${metric.service}\0${metric.scope}`;
          const first = group !== last;
          last = group;
          return (
            <li key={metric.id}>
              {first && (
                <h3>
                  <ServiceTag name={metric.service} />
                  <OneLine class="muted">{metric.scope || "(no scope)"}</OneLine>
                </h3>
              )}
              <a
                href={`/metrics/${metric.id}${address.value.search}`}
                aria-current={metric.id === chosen ? "true" : undefined}
              >
                <OneLine>{metric.name}</OneLine>
                <span class="muted kind" title={metric.kind}>{KINDS[metric.kind]}</span>
                <span class="muted num" title="Series">{formatCount(metric.seriesCount)}</span>
              </a>
            </li>
          );
        })}
        {metrics.length === 0 && <li class="loading">No metric matches</li>}
      </ul>
    </aside>
  );
}
