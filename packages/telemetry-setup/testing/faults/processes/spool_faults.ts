import { dirname } from "node:path";
import type { FaultAppOptions } from "../start_fault_app.ts";

/** Something that happens to a spool, or to those who use it. */
export interface SpoolFault {
  readonly name: string;
  /** How many processes there are at a time. @default 1 */
  readonly processes?: number;
  /** How many of them are killed. @default 0 */
  readonly killed?: number;
  /** Before the first process starts. */
  readonly before?: (spool: string) => void;
  /** When it has recorded for a second, while there is no receiver. */
  readonly during?: (spool: string) => void;
  readonly options?: (spool: string) => Partial<FaultAppOptions>;
  readonly textLength?: number;
  /** What a process without receiver does with what it has recorded. @default "kept" */
  readonly fate?: "kept" | "lost" | "partly kept";
  /** What standard error of each process has to say. */
  readonly says?: RegExp;
  /** What has to be so with the folder in the end. */
  readonly leaves?: (spool: string) => boolean;
}

const MARK = "not yours";

/** What may happen to a spool that telemetry has to survive. */
export const SPOOL_FAULTS: readonly SpoolFault[] = [
  { name: "nothing happens to it" },
  {
    name: "it is the one that `instrument` sets",
    options: (spool) => ({
      start: "instrument",
      env: {
        OTEL_DENO_SPOOL_DIR: "",
        // Whoever runs the tests has taken it away from all processes.
        OTEL_DENO_DEFAULT_SPOOL_DIR: "",
        XDG_STATE_HOME: spool.replace(/\/otel-deno\/spool$/, ""),
      },
    }),
  },
  { name: "20 processes share it", processes: 20, killed: 10 },
  {
    name: "the disk is full",
    // 1 MiB for each file, the ledger's too; a longer one gives an error, not a signal.
    options: () => ({ fileLimitBytes: 1024 * 1024 }),
    textLength: 10_000,
    fate: "partly kept",
  },
  {
    name: "it is removed while it is used",
    during: (spool) => removeFolder(spool),
  },
  {
    name: "the folder is not a spool",
    before(spool) {
      Deno.mkdirSync(spool, { recursive: true });
      Deno.writeTextFileSync(`${spool}/letter`, MARK);
    },
    fate: "lost",
    says: /OTEL_DENO_SPOOL_DIR|spool/i,
    leaves: (spool) =>
      [...Deno.readDirSync(spool)].length === 1 &&
      Deno.readTextFileSync(`${spool}/letter`) === MARK,
  },
  {
    name: "the folder is a file",
    before(spool) {
      Deno.mkdirSync(dirname(spool), { recursive: true });
      Deno.writeTextFileSync(spool, MARK);
    },
    fate: "lost",
    says: /OTEL_DENO_SPOOL_DIR|spool/i,
    leaves: (spool) => Deno.readTextFileSync(spool) === MARK,
  },
  {
    name: "it may not be written",
    options: (spool) => ({ flags: [`--deny-write=${spool}`] }),
    fate: "lost",
    says: /--allow-write/,
  },
];

function removeFolder(folder: string): void {
  Deno.removeSync(folder, { recursive: true });
}
