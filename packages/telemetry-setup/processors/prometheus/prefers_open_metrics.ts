interface MediaRange {
  readonly type: string;
  readonly version: string | undefined;
  readonly quality: number;
}

/**
 * Whether a scraper asks for OpenMetrics, version 1, at least as much as for Prometheus's own text
 * format. What takes anything gets the latter.
 *
 * @param accept The request's header of that name.
 * @see {@link https://prometheus.io/docs/instrumenting/content_negotiation/}
 *
 * @example What a Prometheus asks for
 * ```ts
 * import { ok } from "node:assert/strict";
 *
 * ok(prefersOpenMetrics("application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.3"));
 * ```
 */
export function prefersOpenMetrics(accept: string): boolean {
  const ranges = accept.split(",").map(parseRange);
  const best = (matches: (range: MediaRange) => boolean) =>
    Math.max(0, ...ranges.filter(matches).map(({ quality }) => quality));
  const openMetrics = best(({ type, version }) =>
    type === "application/openmetrics-text" && (version === undefined || /^1\./.test(version))
  );
  return openMetrics > 0 && openMetrics >= best(({ type }) => type === "text/plain");
}

function parseRange(text: string): MediaRange {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const valueOf = (name: string) =>
    parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1)
      .replaceAll('"', "");
  const quality = Number(valueOf("q") ?? 1);
  return { type, version: valueOf("version"), quality: Number.isFinite(quality) ? quality : 0 };
}
