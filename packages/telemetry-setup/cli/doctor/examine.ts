import type { ReadEnv } from "../../config/read_env.ts";
import { checkClock } from "./check_clock.ts";
import { checkConnection } from "./check_connection.ts";
import { checkSettings } from "./check_settings.ts";
import { diagnoseFailure } from "./diagnose_failure.ts";
import type { Finding } from "./finding.ts";
import { listDestinations } from "./list_destinations.ts";
import { sendTestItem } from "./send_test_item.ts";

const ITEMS = { traces: "span", metrics: "data point", logs: "log record" } as const;

/** Examines settings and receivers, in the order in which a fault would matter. */
export async function* examine(readEnv: ReadEnv): AsyncGenerator<Finding> {
  yield* checkSettings(readEnv);
  const destinations = listDestinations(readEnv);
  if (destinations.length === 0) {
    yield { subject: "receivers", ok: true, message: "nothing is sent with OTLP" };
  }
  const reachable = new Map<string, boolean>();
  for (const destination of destinations) {
    const { signal, url } = destination;
    if (!reachable.has(url.origin)) {
      const findings = await checkConnection(url);
      yield* findings;
      reachable.set(url.origin, findings.every(({ ok }) => ok));
      // What speaks gRPC only has no answer for this.
      if (reachable.get(url.origin) === true && destination.protocol === "http") {
        yield* await checkClock(url);
      }
    }
    if (reachable.get(url.origin) !== true) continue;
    const subject = `${signal} to ${url.origin}`;
    const reason = await sendTestItem(signal, readEnv);
    if (reason === undefined) {
      yield { subject, ok: true, message: `a test ${ITEMS[signal]} was accepted` };
      continue;
    }
    const advice = diagnoseFailure(reason, destination);
    const message = advice === "" ? reason : `${reason}; ${advice}`;
    yield { subject, ok: false, message };
  }
}
