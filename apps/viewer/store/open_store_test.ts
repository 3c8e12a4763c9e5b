import { join } from "node:path";
import { mayUseFiles } from "../testing/may_use_files.ts";
import { STORE_SUITE } from "../testing/store_suite.ts";
import { openStore } from "./open_store.ts";

for (const { name, run } of STORE_SUITE) {
  Deno.test(`openStore(), in memory: ${name}`, async () => {
    const store = await openStore();
    try {
      await run(store);
    } finally {
      await store.close();
    }
  });

  Deno.test({
    name: `openStore(), a file: ${name}`,
    ignore: !mayUseFiles(),
    async fn() {
      const folder = await Deno.makeTempDir();
      const store = await openStore({ path: join(folder, "telemetry.db") });
      try {
        await run(store);
      } finally {
        await store.close();
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}
