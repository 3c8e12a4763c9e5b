// An application without a line of ours in it: uses a database, its queue and a job of Deno, and ends
// when its standard input does.

/** What `--unstable-kv` and `--unstable-cron` add; not all who check this file have those. */
interface UnstableDeno {
  openKv(path: string): Promise<{
    get(key: readonly string[]): Promise<unknown>;
    enqueue(message: unknown): Promise<unknown>;
    listenQueue(handler: (message: unknown) => void): Promise<void>;
    close(): void;
  }>;
  cron(
    name: string,
    schedule: string,
    options: { readonly signal: AbortSignal },
    handler: () => void,
  ): Promise<void>;
}

const { openKv, cron } = Deno as unknown as UnstableDeno;
const kv = await openKv(":memory:");
await kv.get(["dice"]);
const handled = Promise.withResolvers<unknown>();
const listening = kv.listenQueue(handled.resolve);
await kv.enqueue("roll");
await handled.promise;

// A setting of Deno for tests: the next minute is 10 ms away.
Deno.env.set("DENO_CRON_TEST_SCHEDULE_OFFSET", "10");
const ended = new AbortController();
await cron("clean up", "* * * * *", { signal: ended.signal }, () => ended.abort());

await new Deno.Command(Deno.execPath(), { args: ["--version"], stdout: "null" }).output();

await Deno.stdin.readable.pipeTo(new WritableStream());
kv.close();
await listening;
