import { diag, type Meter } from "@opentelemetry/api";
import {
  MeterProvider as SdkMeterProvider,
  type MetricReaderOptions,
  type ViewOptions,
} from "@opentelemetry/sdk-metrics";
import { deepEqual } from "node:assert/strict";
import { MeterProvider, type MeterProviderOptions } from "../meter_provider.ts";
import { ManualReader } from "./play_script.ts";

/** What a case is done with: one provider, once npm's and once ours. */
interface Lab {
  readonly meter: Meter;
  readonly getMeter: SdkMeterProvider["getMeter"];
  /** The points of a reader, as `name {attributes} value`, in the order of the texts. */
  collect(reader?: number): Promise<string[]>;
  wait(millis: number): void;
  /** When the points of a reader start, in milliseconds. */
  collectStarts(reader?: number): Promise<number[]>;
}

/**
 * Where npm's SDK, version 3.1.0, does something else than the specification says, or loses or spoils
 * something: what the differential test keeps away from. If npm's is corrected, its half of a case
 * fails, and the case belongs into the script of that test.
 */
export interface NpmDifference {
  readonly name: string;
  readonly readers?: readonly MetricReaderOptions[];
  readonly views?: ViewOptions[];
  run(lab: Lab): unknown;
  /** What it comes to with ours. */
  readonly own: unknown;
  /** And with npm's. */
  readonly npm: unknown;
}

/** Asserts that ours and npm's do what a case says. */
export async function assertNpmDifference(
  { readers = [{}], views = [], run, own, npm }: NpmDifference,
): Promise<void> {
  diag.disable();
  const settings = { readers, views };
  const createOwn = (options: MeterProviderOptions) => new MeterProvider(options);
  deepEqual(await play(run, { ...settings, create: createOwn }), own);
  deepEqual(
    await play(run, { ...settings, create: (given) => new SdkMeterProvider(given) }),
    npm,
  );
}

async function play(run: NpmDifference["run"], { create, readers: options, views }: {
  readonly create: (options: MeterProviderOptions) => Pick<SdkMeterProvider, "getMeter">;
  readonly readers: readonly MetricReaderOptions[];
  readonly views: ViewOptions[];
}): Promise<unknown> {
  const realNow = Date.now;
  const begin = 1_795_368_000_000;
  let millis = begin;
  Date.now = () => millis;
  try {
    const readers = options.map((option) => new ManualReader(option));
    const now = (): [number, number] => [Math.floor(millis / 1000), (millis % 1000) * 1e6];
    const provider = create({ readers, views, now });
    const metrics = async (reader: number) =>
      (await readers[reader]!.collect()).resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
        metrics
      );
    return await run({
      meter: provider.getMeter("dice"),
      getMeter: (...args) => provider.getMeter(...args),
      async collect(reader = 0) {
        return (await metrics(reader)).flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => {
            const members = Object.entries(attributes).map(([key, member]) => `${key}:${member}`);
            const text = typeof value === "number" ? String(value) : JSON.stringify(value);
            return `${descriptor.name} {${members}} ${text}`;
          })
        ).sort();
      },
      async collectStarts(reader = 0) {
        return (await metrics(reader)).flatMap(({ dataPoints }) =>
          dataPoints.map(({ startTime: [seconds, nanos] }) => seconds * 1000 + nanos / 1e6 - begin)
        );
      },
      wait: (waited) => void (millis += waited),
    });
  } finally {
    Date.now = realNow;
  }
}
