import { deepEqual, equal, match, ok } from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { pickFreePorts } from "../../../tools/collector/pick_free_ports.ts";
import { missingForNpx } from "../../../tools/run/missing_for_npx.ts";
import { spawnGroup } from "../../../tools/run/spawn_group.ts";
import { type FreshMachine, withFreshMachine } from "../../../tools/run/with_fresh_machine.ts";
import { defaultDatabase } from "../launch/default_database.ts";
import { openStore } from "../store/open_store.ts";
import { ignoreWithoutChromium } from "./testing/ignore_without_chromium.ts";
import { openBrowser } from "./testing/open_browser.ts";

const noBrowser = ignoreWithoutChromium();
const missing = noBrowser ? undefined : await missingForNpx();
if (missing !== undefined) console.warn(`The walk through the viewer is ignored: ${missing}`);
/** Screenshots to look at; the folder is not committed. */
const SHOTS = join(import.meta.dirname!, "../dist/screenshots");
const MINUTE = 60_000;

Deno.test({
  name: "a newcomer starts dev:otlp, rolls the dice and finds that on every page of the viewer",
  ignore: noBrowser || missing !== undefined,
  fn: () =>
    withFreshMachine(async (machine) => {
      await using dice = await startDice(machine);
      for (const player of ["alice", "bob"]) await dice.get(`/rolldice?player=${player}`, 200);
      await dice.get("/rolldice?rolls=zero", 400);
      await Deno.mkdir(SHOTS, { recursive: true });
      await using browser = await openBrowser(dice.viewer);
      const page = await browser.open("/");
      const shoot = (name: string) => page.screenshot({ path: join(SHOTS, `walk-${name}.png`) });
      await walkTraces(page, shoot);
      await walkTrace(page, shoot);
      await walkLogs(page, shoot);
      await walkMetrics(page, shoot);
      await walkServices(page, shoot);
      await walkRuns(page, shoot);
      await walkDialogs(page, { shoot, port: dice.httpPort });
      deepEqual(browser.problems, []);
      // Right before Ctrl-C: nothing of it was sent yet.
      await dice.get("/rolldice?player=carol", 200);
      await dice.end();
      await assertStored(machine, "carol is rolling the dice");
    }),
});

/** The viewer's database has a log record with this text, in a trace with its spans. */
async function assertStored({ env }: FreshMachine, text: string): Promise<void> {
  const path = defaultDatabase({ os: Deno.build.os, readEnv: (name) => env[name] });
  const store = await openStore({ path });
  try {
    const { items: [log] } = await store.findLogs({ text });
    equal((await store.getTrace(log!.traceId))?.spans.length, 2);
  } finally {
    await store.close();
  }
}

type Shoot = (name: string) => Promise<unknown>;

async function walkTraces(page: Page, shoot: Shoot): Promise<void> {
  const rows = page.locator(".trace-row");
  await rows.filter({ hasText: "GET /rolldice" }).nth(2).waitFor();
  await shoot("traces");
  await page.getByLabel("Search traces").fill("http.response.status_code:400");
  await page.waitForURL(/\/(?:traces)?\?q=http\.response\.status_code%3A400$/);
  await page.locator(".toolbar-end", { hasText: "1 trace" }).waitFor();
  await page.getByLabel("Search traces").fill("-http.response.status_code:400");
  await page.locator(".toolbar-end", { hasText: "2 traces" }).waitFor();
  equal(await rows.count(), 2);
  await shoot("traces-searched");
}

async function walkTrace(page: Page, shoot: Shoot): Promise<void> {
  const list = page.url();
  // The latest is the first: bob's.
  await page.locator(".trace-row").nth(1).click();
  await page.waitForURL(/\/traces\/[0-9a-f]{32}$/);
  await page.locator(".span-row", { hasText: "roll" }).first().waitFor();
  await page.locator(".span-row.log", { hasText: "alice is rolling the dice" }).waitFor();
  await page.locator(".span-row:not(.log)", { hasText: "roll" }).last().click();
  await page.locator(".detail h2", { hasText: /^roll$/ }).waitFor();
  await page.locator(".detail", { hasText: "telemetry.sdk.name" }).waitFor({ state: "attached" });
  match(page.url(), /\?span=[0-9a-f]{16}$/);
  await shoot("trace");
  await page.keyboard.press("f");
  await page.locator(".flame canvas").waitFor();
  await shoot("trace-flame");
  // First to the spans again, then to the list.
  await page.goBack();
  await page.locator(".span-row").first().waitFor();
  await page.goBack();
  await page.waitForURL(list);
  equal(await page.getByLabel("Search traces").inputValue(), "-http.response.status_code:400");
  await page.locator(".trace-row").nth(1).waitFor();
  for (const key of ["j", "c", "j", "c"]) await page.keyboard.press(key);
  await page.waitForURL(/\/compare\//);
  await page.locator(".compare-row").first().waitFor();
  await shoot("compare");
  await page.goBack();
  await page.waitForURL(list);
}

async function walkLogs(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press("2");
  await page.locator(".log-row").first().waitFor();
  await shoot("logs");
  await page.getByLabel("Search logs").fill("bob");
  await page.waitForURL(/\/logs\?q=bob$/);
  await page.locator(".log-row", { hasText: "bob is rolling the dice" }).click();
  await shoot("log");
  await page.getByRole("link", { name: "To its trace" }).click();
  await page.locator(".span-row.selected").waitFor();
  await page.goBack();
  await page.waitForURL(/\/logs\?/);
  equal(await page.getByLabel("Search logs").inputValue(), "bob");
}

async function walkMetrics(page: Page, shoot: Shoot): Promise<void> {
  await page.keyboard.press("Escape");
  await page.locator("nav a", { hasText: "Metrics" }).click();
  await page.locator(".metric-list a", { hasText: "dice.rolls" }).click();
  await page.locator(".chart canvas").waitFor();
  await page.locator(".series td").first().waitFor();
  await shoot("metrics-sum");
  await page.locator(".metric-list a", { hasText: "http.server.request.duration" }).click();
  await page.locator(".exemplars a").first().waitFor();
  await shoot("metrics-histogram");
  await page.locator(".exemplars a").first().click();
  await page.locator(".span-row.selected").waitFor();
  await page.goBack();
  await page.locator(".exemplars a").first().waitFor();
}

async function walkServices(page: Page, shoot: Shoot): Promise<void> {
  await page.locator("nav a", { hasText: "Services" }).click();
  await page.locator(".routes td").first().waitFor();
  await shoot("services");
  await page.getByRole("link", { name: "GET /rolldice" }).click();
  await page.locator(".toolbar-end", { hasText: "3 traces" }).waitFor();
  await page.goBack();
  await page.locator(".routes td").first().waitFor();
}

async function walkRuns(page: Page, shoot: Shoot): Promise<void> {
  await page.locator("nav a", { hasText: "Runs" }).click();
  const name = page.locator(".run-name").first();
  await name.fill("my first run");
  await name.press("Enter");
  await page.reload();
  await name.waitFor();
  equal(await name.inputValue(), "my first run");
  await shoot("runs");
}

async function walkDialogs(
  page: Page,
  { shoot, port }: { readonly shoot: Shoot; readonly port: number },
): Promise<void> {
  await page.locator("h1").first().click();
  await page.keyboard.press("s");
  const code = page.locator("dialog .snippet");
  await code.waitFor();
  ok((await code.textContent())!.includes(`:${port}\n`), "the port of this viewer");
  await shoot("send");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.locator("dialog", { hasText: "How to send telemetry here" }).waitFor();
  await shoot("help");
}

interface Dice extends AsyncDisposable {
  /** As Ctrl-C does. */
  end(): Promise<void>;
  /** Scheme, host and port of the viewer. */
  readonly viewer: string;
  /** Where the viewer takes OTLP over HTTP. */
  readonly httpPort: number;
  /** Asks the dice server. */
  get(path: string, status: number): Promise<void>;
}

/** `npx -y deno@2.9.6 task dev:otlp` in the clone, on free ports. */
async function startDice({ cwd, env }: FreshMachine): Promise<Dice> {
  const [port, viewerPort, httpPort, grpcPort] = pickFreePorts(4) as [
    number,
    number,
    number,
    number,
  ];
  const group = spawnGroup(["npx", "-y", "deno@2.9.6", "task", "dev:otlp", "-p", `${port}`], {
    cwd,
    env: {
      ...env,
      OTEL_DENO_VIEWER_PORT: `${viewerPort}`,
      OTLP_HTTP_PORT: `${httpPort}`,
      OTLP_GRPC_PORT: `${grpcPort}`,
    },
  });
  let text = "";
  const read = Promise.all([group.stdout, group.stderr].map(async (stream) => {
    for await (const part of stream.pipeThrough(new TextDecoderStream())) text += part;
  }));
  let ending: Promise<void> | undefined;
  const end = () => ending ??= group.end("SIGINT", Promise.all([group.status, read]));
  const viewer = `http://localhost:${viewerPort}`;
  const isReady = () =>
    text.includes(`Look at what it sends on ${viewer}/`) && text.includes("dice-server is ready");
  for (const until = Date.now() + 3 * MINUTE; !isReady();) {
    if (Date.now() > until) {
      await end();
      throw new Error(`Cannot start dev:otlp: in 3 minutes it said ${text}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    viewer,
    httpPort,
    end,
    async get(path, status) {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      await response.body?.cancel();
      equal(response.status, status);
    },
    [Symbol.asyncDispose]: end,
  };
}
