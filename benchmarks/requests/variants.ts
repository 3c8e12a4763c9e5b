/** One way to observe the dice. */
export interface Variant {
  readonly id: string;
  /** What it is, for the table. */
  readonly title: string;
  /** The program, in `app/`. */
  readonly app: "app.ts" | "console_app.ts" | "npm_app.ts";
  /** Whether ours is put in front of it. */
  readonly ours?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** How long the receiver takes for an answer, in milliseconds. @default {0} */
  readonly delayMillis?: number;
}

const ours = (variant: Pick<Variant, "id" | "title" | "env" | "delayMillis">): Variant => ({
  ...variant,
  app: "app.ts",
  ours: true,
});

/** The one that all others are compared with. */
export const BARE: Variant = { id: "bare", title: "no telemetry", app: "app.ts" };

/** What ours is compared with. */
export const PEERS: readonly Variant[] = [
  {
    id: "deno",
    title: "Deno's own: `OTEL_DENO=true`",
    app: "console_app.ts",
    // Records instead of lines: what a console is written to would be measured, too.
    env: { OTEL_DENO: "true", OTEL_DENO_CONSOLE: "replace" },
  },
  { id: "npm", title: "npm SDK and `@hono/otel`", app: "npm_app.ts" },
];

/** Ours as it is by default, and with public functions of Deno only. */
export const ROADS: readonly Variant[] = [
  ours({ id: "ours", title: "ours" }),
  ours({
    id: "public",
    title: "ours, `OTEL_DENO_FAST_PATH=off`",
    env: { OTEL_DENO_FAST_PATH: "off" },
  }),
];

/** All, in the order of the table. */
export const VARIANTS: readonly Variant[] = [
  BARE,
  ...PEERS,
  ...ROADS,
  ours({
    id: "no-exemplars",
    title: "ours, exemplars off",
    env: { OTEL_METRICS_EXEMPLAR_FILTER: "always_off" },
  }),
  ours({ id: "slow", title: "ours, receiver answers after 1 s", delayMillis: 1000 }),
];
