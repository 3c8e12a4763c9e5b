/** One way to start the application. */
export interface Variant {
  readonly id: string;
  /** What it is, for the table. */
  readonly title: string;
  /**
   * Arguments for `deno`, with `entries/` for the folder of the bundles, and `installed/` for that
   * of a package as npm installs it.
   */
  readonly args: readonly string[];
  /** Variables beside those that all variants have. */
  readonly env?: Readonly<Record<string, string>>;
}

const APP = "benchmarks/start/app.ts";
const PACKAGE = "packages/telemetry-setup";

/** The ways that are compared; the first is what all others are compared with. */
export const VARIANTS: readonly Variant[] = [
  { id: "bare", title: "`deno run app.ts`", args: ["run", "-A", APP] },
  {
    id: "bundle",
    title: "`--preload` of the bundle, as `instrument` does it",
    args: ["run", "-A", "--preload=entries/register.js", APP],
  },
  {
    id: "source",
    title: "`--preload` of `register.ts`, from source",
    args: ["run", "-A", `--preload=${PACKAGE}/register.ts`, APP],
  },
  {
    id: "installed",
    title: "`opentelemetry-instrument deno run app.ts`, as installed from npm",
    args: ["run", "-A", "installed/instrument.js", "deno", "run", "-A", APP],
  },
  {
    id: "instrument",
    title: "the same in a checkout, where it looks whether a source has changed",
    args: ["run", "-A", `${PACKAGE}/cli/instrument.ts`, "deno", "run", "-A", APP],
  },
  {
    id: "npm-sdk",
    title: "`--preload` of the npm SDK's `NodeSDK`",
    args: ["run", "-A", "--preload=benchmarks/start/npm_sdk.ts", APP],
  },
  {
    id: "deno-own",
    title: "Deno's own: `OTEL_DENO=true`",
    args: ["run", "-A", APP],
    env: { OTEL_DENO: "true" },
  },
];
