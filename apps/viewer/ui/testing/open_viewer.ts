import { join } from "node:path";
import { buildViewer } from "../../../../tools/viewer_build.ts";
import { createApi } from "../../api/create_api.ts";
import type { TelemetryStore } from "../../contract/mod.ts";
import { type OpenBrowser, openBrowser } from "./open_browser.ts";

const ROOT = join(import.meta.dirname!, "../../../..");
const PAGES = join(ROOT, "apps/viewer/dist/ui");

/** A viewer with its pages in a real browser. */
export interface OpenViewer extends OpenBrowser {
  readonly url: string;
}

/** Serves a store's API and the pages, and starts Chromium. Everything ends with the viewer, the store too. */
export async function openViewer(store: TelemetryStore): Promise<OpenViewer> {
  await buildViewer({ root: ROOT, output: PAGES });
  const ended = new AbortController();
  const errors: unknown[] = [];
  const api = createApi(store, {
    server: "viewer",
    pages: PAGES,
    signal: ended.signal,
    onError: (error) => errors.push(error),
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, api.fetch);
  const url = `http://127.0.0.1:${server.addr.port}`;
  const browser = await openBrowser(url);
  return {
    ...browser,
    url,
    get problems() {
      return [...browser.problems, ...errors.map(String)];
    },
    async [Symbol.asyncDispose]() {
      await browser[Symbol.asyncDispose]();
      ended.abort();
      await server.shutdown();
      await store.close();
    },
  };
}
