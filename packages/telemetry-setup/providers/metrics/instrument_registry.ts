import { diag, type HrTime } from "@opentelemetry/api";
import type { InstrumentationScope } from "@opentelemetry/core";
import { type IMetricReader, InstrumentType, type MetricData } from "@opentelemetry/sdk-metrics";
import { describeInstrument } from "./describe_instrument.ts";
import type { InstrumentDescriptor, InstrumentRequest } from "./instrument_descriptor.ts";
import { isSameInstrument } from "./is_same_instrument.ts";
import type { MetricsSettings } from "./metrics_settings.ts";
import type { Observations, ObservedInstrument } from "./observed_instrument.ts";
import { type PlannedStream, planStreams } from "./streams/plan_streams.ts";
import { ObservedStream } from "./streams/observed_stream.ts";
import { RecordedStream } from "./streams/recorded_stream.ts";
import { Recorder } from "./streams/recorder.ts";

/** An instrument of a meter, which may have been asked for several times. */
export interface RegisteredInstrument {
  /** Takes measurements, if it is a synchronous one. */
  readonly recorder: Recorder;
  /** Takes observations, if it is an asynchronous one. */
  readonly observed: ObservedInstrument;
}

/** What the registry has of an instrument. */
interface Entry extends RegisteredInstrument {
  descriptor: InstrumentDescriptor;
  /** Those metrics whose description is the instrument's. */
  readonly described: { descriptor: InstrumentDescriptor }[];
}

type Collect = (observations: Observations, time: HrTime) => MetricData | undefined;

const OBSERVABLE: ReadonlySet<InstrumentType> = new Set([
  InstrumentType.OBSERVABLE_COUNTER,
  InstrumentType.OBSERVABLE_GAUGE,
  InstrumentType.OBSERVABLE_UP_DOWN_COUNTER,
]);

/** The instruments of one scope, and their metrics. */
export class InstrumentRegistry {
  readonly scope: InstrumentationScope;
  readonly #settings: MetricsSettings;
  /** By names in lower case: it makes no difference. */
  readonly #entries = new Map<string, Entry[]>();
  readonly #metricNames = new Set<string>();
  readonly #collects = new Map<IMetricReader, Collect[]>();

  constructor(scope: InstrumentationScope, settings: MetricsSettings) {
    this.scope = scope;
    this.#settings = settings;
  }

  /**
   * The instrument of that name, made if there is none yet.
   *
   * @see {@link https://opentelemetry.io/docs/specs/otel/metrics/sdk/#duplicate-instrument-registration}
   */
  find(name: string, request: InstrumentRequest): RegisteredInstrument {
    const descriptor = describeInstrument(name, { ...request, guard: this.#settings.guard });
    const key = descriptor.name.toLowerCase();
    const entries = this.#entries.get(key) ?? [];
    const found = entries.find((entry) => isSameInstrument(entry.descriptor, descriptor));
    if (found !== undefined) {
      if (descriptor.description !== found.descriptor.description) describe(found, descriptor);
      return found;
    }
    const added = this.#create(descriptor);
    this.#entries.set(key, [...entries, added]);
    return added;
  }

  /** The metrics of a reader, but those without data points. */
  collect(reader: IMetricReader, { observations, time }: {
    readonly observations: Observations;
    readonly time: HrTime;
  }): MetricData[] {
    return (this.#collects.get(reader) ?? []).map((collect) => collect(observations, time))
      .filter((metric) => metric !== undefined);
  }

  #create(descriptor: InstrumentDescriptor): Entry {
    const { readers } = this.#settings;
    const recorder = new Recorder({ ...this.#settings, descriptor });
    const observed: ObservedInstrument = { descriptor, streams: [] };
    const entry: Entry = { descriptor, recorder, observed, described: [] };
    for (const planned of planStreams(descriptor, this.scope, this.#settings)) {
      const stream = OBSERVABLE.has(descriptor.type)
        ? this.#observe(planned, observed)
        : this.#record(planned, recorder);
      if (!planned.isDescribed) entry.described.push(stream);
      if (planned.reader === readers[0]) this.#claimName(stream.descriptor);
    }
    return entry;
  }

  #record({ reader, options }: PlannedStream, recorder: Recorder): RecordedStream {
    const { now, random } = this.#settings;
    const stream = new RecordedStream({
      ...options,
      now,
      random,
      onReset: () => recorder.forget(),
    });
    recorder.add(stream);
    this.#collectFor(reader, (_observations, time) => stream.collect(time));
    return stream;
  }

  #observe({ reader, options }: PlannedStream, observed: ObservedInstrument): ObservedStream {
    const stream = new ObservedStream({ ...options, guard: this.#settings.guard });
    observed.streams.push(stream);
    this.#collectFor(
      reader,
      (observations, time) => stream.collect(observations.get(observed)?.values() ?? [], time),
    );
    return stream;
  }

  #collectFor(reader: IMetricReader, collect: Collect): void {
    const collects = this.#collects.get(reader);
    if (collects === undefined) this.#collects.set(reader, [collect]);
    else collects.push(collect);
  }

  #claimName({ name, type, unit }: InstrumentDescriptor): void {
    const key = name.toLowerCase();
    if (this.#metricNames.has(key)) {
      diag.warn(
        `The meter ${this.scope.name} has several metrics named ${name}, one of them a ${type} ` +
          `with the unit ${JSON.stringify(unit)}: give the instruments the same type and unit, ` +
          "or other names, by a view if need be",
      );
    }
    this.#metricNames.add(key);
  }
}

/** Of several descriptions the longest one is taken. */
function describe(entry: Entry, { name, description }: InstrumentDescriptor): void {
  diag.warn(`The instrument ${name} has several descriptions: the longest one is used`);
  if (description.length <= entry.descriptor.description.length) return;
  entry.descriptor = { ...entry.descriptor, description };
  for (const stream of entry.described) {
    stream.descriptor = { ...stream.descriptor, description };
  }
}
