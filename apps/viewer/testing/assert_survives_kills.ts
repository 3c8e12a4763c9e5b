import { equal, ok } from "node:assert/strict";
import { join } from "node:path";
import { seededRandom } from "../../../packages/otlp/testdata/random_record.ts";
import type { TelemetryStore } from "../contract/mod.ts";
import { SqlConnection } from "../store/database/sql_connection.ts";
import { openStore } from "../store/open_store.ts";

/** How often who writes is killed, and what has to be there then. */
export interface KillRounds {
  readonly kills: number;
  /** The same seed gives the same moments. */
  readonly seed: number;
  /** Numbers that may be taken by what was written without an answer. */
  readonly gap: number;
  /**
   * Writes into the database, numbered from above `last`, and is killed at a moment between 0 and 1.
   *
   * @returns The numbers of what was acknowledged.
   */
  readonly writeAndKill: (
    path: string,
    moment: { readonly last: number; readonly after: number },
  ) => Promise<readonly number[]>;
  /** Looks whether what was acknowledged is there; `total` is that of all rounds until then. */
  readonly check: (
    store: TelemetryStore,
    round: {
      readonly acknowledged: readonly number[];
      readonly kills: number;
      readonly total: number;
    },
  ) => Promise<void>;
}

/**
 * Has a database written to by what is killed again and again. What was acknowledged has to be found, no
 * database may be given up, and in the end it has to be whole.
 */
export async function assertSurvivesKills(
  { kills, seed, gap, writeAndKill, check }: KillRounds,
): Promise<void> {
  const random = seededRandom(seed);
  const folder = await Deno.makeTempDir();
  const path = join(folder, "telemetry.db");
  const notices: string[] = [];
  let last = 0;
  let total = 0;
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const acknowledged = await writeAndKill(path, { last, after: random() });
      total += acknowledged.length;
      // Some may be stored that were not acknowledged.
      last = Math.max(last, ...acknowledged) + gap;
      const store = await openStore({ path, onNotice: (notice) => notices.push(notice) });
      await check(store, { acknowledged, kills: kill, total });
      await store.close();
    }
    using connection = new SqlConnection(path, { readOnly: true });
    equal(connection.get("PRAGMA integrity_check")?.["integrity_check"], "ok");
    equal(notices.join(), "");
    ok(total > kills, `${total} were acknowledged`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
