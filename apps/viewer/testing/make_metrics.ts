import { decodeMetrics, type MetricsData } from "@otel-deno/otlp";

/** Makes an export of one metric, written as OTLP/JSON has it, of the service `dice`. */
export function makeMetrics(run: string, metric: object): MetricsData {
  const resource = {
    attributes: textAttributes({ "service.name": "dice", "service.instance.id": run }),
  };
  const scopeMetrics = [{ scope: { name: "http" }, metrics: [metric] }];
  const json = JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics }] });
  return decodeMetrics(new TextEncoder().encode(json), "json");
}

/** Makes attributes that are texts, as OTLP/JSON has them. */
export function textAttributes(plain: Readonly<Record<string, string>>) {
  return Object.entries(plain).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
