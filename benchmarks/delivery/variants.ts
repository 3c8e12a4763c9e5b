/** How the receiver meets what is sent to it. */
export type Behaviour = "fast" | "slow" | "dead";

/** One way to run the application. */
export interface Variant {
  readonly id: string;
  /** What it is, for the table. */
  readonly title: string;
  /** `undefined` where nothing is sent. */
  readonly receiver?: Behaviour;
  /** Whether telemetry is in front of the application. */
  readonly telemetry: boolean;
}

/** The ways that are compared. */
export const VARIANTS: readonly Variant[] = [
  { id: "bare", title: "no telemetry", telemetry: false },
  { id: "none", title: "telemetry, exporters `none`", telemetry: true },
  { id: "fast", title: "a receiver that answers at once", telemetry: true, receiver: "fast" },
  { id: "slow", title: "one that answers after 5 s", telemetry: true, receiver: "slow" },
  { id: "dead", title: "nobody listens", telemetry: true, receiver: "dead" },
];
