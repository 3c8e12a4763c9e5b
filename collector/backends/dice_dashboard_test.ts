/** The dashboard by itself: whether what it refers to is there. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { readYaml } from "../../tools/collector/read_yaml.ts";
import { repositoryRoot } from "../../tools/collector/repository_root.ts";

const FOLDER = join(repositoryRoot, "collector/backends");

// The YAML package looks at the environment when it is loaded.
const ignore = Deno.permissions.querySync({ name: "read", path: repositoryRoot }).state !==
    "granted" || Deno.permissions.querySync({ name: "env" }).state !== "granted";

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly uid: string };
  readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
  readonly targets: readonly { readonly datasource: { readonly uid: string } }[];
  readonly fieldConfig: { readonly defaults: { readonly links?: readonly Link[] } };
}

interface Link {
  readonly title: string;
  readonly url: string;
}

interface DataSource {
  readonly uid: string;
  readonly type: string;
  // deno-lint-ignore no-explicit-any -- settings of a data source; the tests say what they expect
  readonly jsonData: any;
}

interface Dashboard {
  readonly panels: readonly Panel[];
  readonly links: readonly Link[];
}

const readDashboard = async (): Promise<Dashboard> =>
  JSON.parse(await Deno.readTextFile(join(FOLDER, "grafana/dashboards/dice.json")));

async function readDataSources(): Promise<readonly DataSource[]> {
  const { datasources } = await readYaml(join(FOLDER, "grafana/datasources.yaml"));
  return datasources;
}

Deno.test(
  "dice dashboard: each panel asks a data source that is provisioned",
  { ignore },
  async () => {
    const known = (await readDataSources()).map(({ uid }) => uid);
    for (const { title, datasource, targets } of (await readDashboard()).panels) {
      assert.ok(targets.length > 0, title);
      for (const { uid } of [datasource, ...targets.map((one) => one.datasource)]) {
        assert.ok(known.includes(uid), `${title}: ${uid}`);
      }
    }
  },
);

Deno.test("dice dashboard: links lead to traces and to log records", { ignore }, async () => {
  const { panels, links } = await readDashboard();
  const known = (await readDataSources()).map(({ uid }) => uid);
  const all = [...links, ...panels.flatMap(({ fieldConfig }) => fieldConfig.defaults.links ?? [])];
  const used = new Set<string>();
  for (const { url } of all) {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    assert.equal(pathname, "/explore");
    for (
      const pane of Object.values<{ datasource: string }>(JSON.parse(searchParams.get("panes")!))
    ) {
      assert.ok(known.includes(pane.datasource), pane.datasource);
      used.add(pane.datasource);
    }
  }
  assert.deepEqual([...used].sort(), ["loki", "traces"]);
});

Deno.test(
  "dice dashboard: panels have ids of their own and do not overlap",
  { ignore },
  async () => {
    const { panels } = await readDashboard();
    assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + at % w},${y + Math.floor(at / w)}`)
    );
    assert.equal(new Set(cells).size, cells.length);
    for (const { gridPos: { x, w } } of panels) assert.ok(x + w <= 24);
  },
);

Deno.test("dice dashboard: data sources lead from each to the others", { ignore }, async () => {
  const byUid = new Map((await readDataSources()).map((one) => [one.uid, one.jsonData]));
  assert.equal(byUid.get("prometheus").exemplarTraceIdDestinations[0].datasourceUid, "traces");
  assert.equal(byUid.get("traces").tracesToLogsV2.datasourceUid, "loki");
  assert.equal(byUid.get("loki").derivedFields[0].datasourceUid, "traces");
});

Deno.test(
  "dice dashboard: in the all-in-one image traces have the same uid",
  { ignore },
  async () => {
    const { datasources } = await readYaml(join(FOLDER, "lgtm/datasources.yaml"));
    assert.deepEqual(datasources.map(({ uid }: DataSource) => uid), ["traces"]);
  },
);
