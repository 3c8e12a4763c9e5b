import { formatTable } from "../../harness/format_table.ts";
import type { ProfileSummary, SelfTime } from "./summarize_profile.ts";

/** One run, as it is kept. */
export interface ProfileReport {
  /** Day of the run. */
  readonly date: string;
  /** Of the variant whose functions these are. */
  readonly title: string;
  readonly facts: Readonly<Record<string, string | number>>;
  /** Requests while the profile was made. */
  readonly requests: number;
  readonly summary: ProfileSummary;
  /** Microseconds for each request, by thread: without telemetry, and with it, both unprofiled. */
  readonly threads: readonly {
    readonly name: string;
    readonly bare: number;
    readonly observed: number;
  }[];
}

const FUNCTIONS = 40;
const GROUPS = 20;

/** Formats a run as a page of Markdown. */
export function formatProfile(report: ProfileReport): string {
  const { date, title, facts, requests, summary, threads } = report;
  const all = summary.groups.reduce((sum, { micros }) => sum + micros, 0);
  const rows = (times: readonly SelfTime[], count: number) =>
    times.slice(0, count).map(({ name, micros }) => [
      // A bar would end the cell; a regular expression is its own name.
      `\`${name.replaceAll("|", "\\|")}\``,
      (micros / requests).toFixed(2),
      (micros * 100 / all).toFixed(1),
    ]);
  return [
    "# Where the time of a request goes",
    "",
    `Measured ${date} by \`deno task bench:profile --write\`: the dice with ${title}, as fast as ` +
    "they can. Microseconds of the processors' time for each request.",
    "",
    ...formatTable([
      ["thread", "no telemetry", title, "added"],
      ...threads.map(({ name, bare, observed }) => [
        name,
        bare.toFixed(2),
        observed.toFixed(2),
        (observed - bare).toFixed(2),
      ]),
    ]),
    "",
    "The application's own thread, by where its JavaScript runs, what that calls left out. Making " +
    "the profile takes time, too, and so does all else on the machine: shares, in percent, are " +
    `what to look at. ${
      (all / requests).toFixed(1)
    } us in all; what the system and Rust do is not ` +
    "in it.",
    "",
    ...formatTable([["where", "self", "%"], ...rows(summary.groups, GROUPS)]),
    "",
    ...formatTable([["function", "self", "%"], ...rows(summary.functions, FUNCTIONS)]),
    "",
    ...Object.entries(facts).map(([name, value]) => `- ${name}: ${value}`),
    "",
  ].join("\n");
}
