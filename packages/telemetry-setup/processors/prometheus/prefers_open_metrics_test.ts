import { equal } from "node:assert/strict";
import { prefersOpenMetrics } from "./prefers_open_metrics.ts";

const OPEN = "application/openmetrics-text";

Deno.test("prefersOpenMetrics() is true, when it is asked for at least as much as text", () => {
  for (
    const accept of [
      OPEN,
      `text/plain, ${OPEN};version="1.0.0"`,
      `${OPEN};version=1.0.0;escaping=allow-utf-8;q=0.5,${OPEN};version=0.0.1;q=0.4,` +
      "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
      `*/*, ${OPEN.toUpperCase()} ; q=0.1`,
    ]
  ) equal(prefersOpenMetrics(accept), true, accept);
});

Deno.test("prefersOpenMetrics() is false, when text is preferred, or no known version is asked for", () => {
  for (
    const accept of [
      "",
      "*/*",
      "text/plain",
      `${OPEN};q=0`,
      `${OPEN};q=x`,
      `${OPEN};version=0.0.1`,
      `${OPEN};version=2.0.0`,
      `${OPEN};q=0.3, text/plain;q=0.5`,
    ]
  ) equal(prefersOpenMetrics(accept), false, accept);
});
