import type { Observation } from "./observation.ts";

/** How OTLP is encoded and carried. */
export type Protocol = "http/protobuf" | "http/json" | "grpc";

/** How an application is run. */
export interface EffectRun {
  /**
   * The application, by the name of its file in testdata.
   *
   * @default "record_everything"
   */
  readonly app?:
    | "record_everything"
    | "serve_requests"
    | "use_deno_apis"
    | "publish_on_channels"
    | "look_at_frames"
    | "exit_at_once"
    | "record_and_wait"
    | "log_with_std_log"
    | "run_viewer";
  /** What puts telemetry in front of it. @default "preload" */
  readonly start?: "preload" | "instrument";
  /** Options of Deno that deny permissions, which may name files in braces. @default none */
  readonly denied?: readonly string[];
  /** How receivers meet requests. @default "accept" */
  readonly receivers?: "accept" | "silence";
  /**
   * The application is held until this is so, or for a while where it never is.
   *
   * @default it ends when it has recorded everything
   */
  readonly until?: (observation: Observation) => boolean;
}

/** One setting, and what can be seen of it from outside of the process. */
export interface EffectRow extends EffectRun {
  readonly variable: string;
  /** What it is set to. Names in braces stand for addresses and files: `{http}`, `{ca}`. */
  readonly value: string;
  /**
   * The value that it is compared with.
   *
   * @default the variable is not set; or, where permissions are denied, the same with all of them
   */
  readonly against?: string;
  /** Other variables, the same for both runs; an empty one is as if it were not set. */
  readonly with?: Readonly<Record<string, string>>;
  /** @default "http/protobuf" */
  readonly protocol?: Protocol;
  /** What is looked at. */
  readonly see: (observation: Observation) => unknown;
  /** What is to be seen with the value, and must not be seen with what it is compared with. */
  readonly expected: unknown;
}
