/** A way in which a process ends. */
export interface ExitWay {
  readonly name: string;
  /** What the application does. */
  readonly way: string;
  /** What is sent to it, when it is waiting. */
  readonly signal?: Deno.Signal;
  /** Whether the signal comes again, half a second later, and then again until the process is over. */
  readonly again?: boolean;
  /** @default "run" */
  readonly command?: "run" | "test";
}

/** The ways in which a process ends after which everything is delivered, kept or counted. */
export const EXIT_WAYS: readonly ExitWay[] = [
  ...[
    "normal end",
    "script of 5 ms",
    "Deno.exit",
    "exception",
    "unhandled rejection",
  ].map((way) => ({ name: way, way })),
  ...(["SIGINT", "SIGTERM", "SIGHUP"] as const)
    .map((signal) => ({ name: signal, way: "signal", signal })),
  { name: "handler of its own for SIGTERM", way: "own handler", signal: "SIGTERM" },
  { name: "server that is shut down", way: "server shutdown", signal: "SIGTERM" },
  { name: "end of `deno test`", way: "inside deno test", command: "test" },
  { name: "second Ctrl-C", way: "signal", signal: "SIGINT", again: true },
];

/** How the receiver is while the process ends. */
export interface ExitReceiver {
  readonly name: string;
  readonly is: "well" | "down" | "silent";
  readonly spool: boolean;
}

/** What may be there as a process ends. */
export const EXIT_RECEIVERS: readonly ExitReceiver[] = [
  { name: "a receiver", is: "well", spool: false },
  { name: "a receiver and a spool", is: "well", spool: true },
  { name: "no receiver", is: "down", spool: false },
  { name: "no receiver, but a spool", is: "down", spool: true },
  { name: "a receiver that never answers", is: "silent", spool: false },
  { name: "a receiver that never answers, and a spool", is: "silent", spool: true },
];
