import assert from "node:assert/strict";
import { NPM_INSTRUMENTATION_NAMES } from "../../config/instrumentation_names.ts";
import { MARIADB } from "../../testing/databases/mariadb.ts";
import { POSTGRES } from "../../testing/databases/postgres.ts";
import { REDIS } from "../../testing/databases/redis.ts";
import {
  missingProgram,
  startServerProgram,
} from "../../testing/databases/start_server_program.ts";
import { mayRunApps } from "../../cli/testdata/may_run_apps.ts";
import { NPM_LIBRARIES } from "./npm_libraries.ts";
import {
  createScenarioApp,
  LAYOUTS,
  measureLibraries,
  type Seen,
} from "./testdata/measure_libraries.ts";
import {
  judge,
  type Outcome,
  renderLibraryTable,
  withoutLayout,
} from "./testdata/render_library_table.ts";
import { STYLES } from "./testdata/scenario_app.ts";
import { SCENARIOS } from "./testdata/scenarios.ts";

const PAGE = new URL("../../../../docs/instrumentations.md", import.meta.url);
const DATABASES = [POSTGRES, REDIS, MARIADB];
const missing = mayRunApps()
  ? DATABASES.flatMap((database) => missingProgram(database) ?? [])
  : ["permissions are missing"];
if (mayRunApps() && missing.length > 0) console.log(`Ignored: ${missing.join("; ")}`);

const CELLS = LAYOUTS.flatMap((layout) => STYLES.map((style) => ({ layout, style })));

Deno.test("npm instrumentations observe", { ignore: missing.length > 0 }, async (t) => {
  await using undo = new AsyncDisposableStack();
  const [postgres, redis, mariadb] = await Promise.all(
    DATABASES.map(async (database) => undo.use(await startServerProgram(database)).port),
  );
  const ports = { postgres: postgres ?? 0, redis: redis ?? 0, mariadb: mariadb ?? 0 };
  const seen = new Map<typeof CELLS[number], ReadonlyMap<string, Seen>>();
  for (const layout of LAYOUTS) {
    const folder = await createScenarioApp(layout);
    undo.defer(() => Deno.remove(folder, { recursive: true }));
    for (const cell of CELLS.filter((cell) => cell.layout === layout)) {
      seen.set(cell, await measureLibraries(folder, { ...cell, ports }));
    }
  }
  const outcomes: Outcome[] = [];
  for (const { library, spans, logs = 0, answer } of SCENARIOS) {
    for (const [cell, results] of seen) {
      const works = await t.step(`${library}, ${cell.layout}, ${cell.style}`, () => {
        assert.deepEqual(results.get(library), { answer, spans: [...spans].sort(), logs });
      });
      outcomes.push({ ...cell, library, works });
    }
  }
  await t.step("as docs/instrumentations.md and the table of libraries say", async () => {
    const page = withoutLayout(await Deno.readTextFile(PAGE));
    const table = renderLibraryTable(outcomes);
    assert.ok(page.includes(withoutLayout(table)), `The table should be\n\n${table}\n`);
    for (const { library, from, measured } of NPM_LIBRARIES) {
      if (from === "npm") assert.equal(measured, judge(outcomes, library), library);
    }
  });
});

Deno.test("npm instrumentations in the table all have a scenario", () => {
  const measured = NPM_LIBRARIES.filter(({ from }) => from === "npm").map(({ library }) => library);
  assert.deepEqual(SCENARIOS.map(({ library }) => library), measured);
});

Deno.test("npm instrumentations can all be switched by name", () => {
  const names = NPM_LIBRARIES.filter(({ from }) => from === "npm").map(({ name }) => name);
  assert.deepEqual(NPM_INSTRUMENTATION_NAMES, names);
});
