import { createCertificate, startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import type { EffectRow } from "./effect_row.ts";
import { startGrpcSink } from "./start_grpc_sink.ts";

/** What arrived somewhere, before it is looked into. */
export interface Arrival {
  readonly at: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly compressed: boolean;
  readonly payload: Uint8Array;
}

/** The receivers and files that the values of one row name. */
export interface EffectReceivers extends AsyncDisposable {
  /** Puts addresses and paths in the place of the names in braces. */
  fill(text: string): string;
  /** What has arrived so far. */
  arrivals(): readonly Arrival[];
  /** A port that nobody listens on, where the values name it. */
  readonly port: number;
  /** Ends all connections; the files stay. */
  close(): Promise<void>;
}

const PLAIN: Readonly<Record<string, "http" | "grpc">> = {
  http: "http",
  otherHttp: "http",
  grpc: "grpc",
  otherGrpc: "grpc",
};
const WITH_TLS: Readonly<Record<string, "http" | "grpc">> = {
  https: "http",
  mutualHttps: "http",
  grpcs: "grpc",
  mutualGrpcs: "grpc",
};
/**
 * Starts the receivers and writes the files that some text names in braces:
 *
 * - `{http}`, `{otherHttp}`, `{grpc}`, `{otherGrpc}`: receivers; `{grpc.authority}` is without scheme;
 * - `{https}`, `{mutualHttps}`, `{grpcs}`, `{mutualGrpcs}`: with TLS, without and with certificates of
 *   clients; `{ca}`, `{key}`, `{certificate}` are the files that go with them;
 * - `{folder}`: an empty folder;
 * - `{port}`: a free port; `{file}`: a file of declarative configuration that sends to `{otherHttp}`.
 */
export async function startEffectReceivers(
  text: string,
  behaviour: NonNullable<EffectRow["receivers"]> = "accept",
): Promise<EffectReceivers> {
  const undo = new AsyncDisposableStack();
  const servers = undo.use(new AsyncDisposableStack());
  const values = new Map<string, string>();
  const sources: (() => readonly Arrival[])[] = [];
  const names = new Set(text.match(/(?<=\{)\w+(?=(\.authority)?\})/g) ?? []);
  if (names.has("file")) names.add("otherHttp");

  for (const name of names) {
    const protocol = PLAIN[name];
    if (protocol === undefined) continue;
    const receiver = servers.use(
      protocol === "grpc" ? startGrpcSink(behaviour === "accept") : await startFaultyReceiver({
        protocol,
        misbehave: { kind: behaviour === "accept" ? "none" : "silence" },
      }),
    );
    values.set(name, receiver.endpoint);
    sources.push(() => receiver.requests.map((request) => ({ at: name, ...request })));
  }
  const secure = [...names].filter((name) => name in WITH_TLS);
  if (secure.length > 0) {
    const authority = await createCertificate({ name: "authority", authority: true });
    const certificate = await createCertificate({ issuer: authority });
    const client = await createCertificate({ name: "client", issuer: authority });
    for (const name of secure) {
      const receiver = servers.use(
        await startFaultyReceiver({
          protocol: WITH_TLS[name]!,
          tls: {
            ...certificate,
            ...(name.startsWith("mutual") ? { clientCa: authority.cert } : {}),
          },
        }),
      );
      values.set(name, receiver.endpoint);
      sources.push(() => receiver.requests.map((request) => ({ at: name, ...request })));
    }
    await writeFile("ca", authority.cert);
    await writeFile("key", client.key);
    await writeFile("certificate", client.cert);
  }
  if (names.has("folder")) {
    const folder = await Deno.makeTempDir({ prefix: "otel-deno-effects-" });
    undo.defer(() => Deno.remove(folder, { recursive: true }));
    values.set("folder", folder);
  }
  const port = names.has("port") ? freePort() : 0;
  values.set("port", String(port));
  if (names.has("file")) {
    await writeFile("file", configFile(`${values.get("otherHttp")}/v1/traces`));
  }

  async function writeFile(name: string, content: string): Promise<void> {
    const path = await Deno.makeTempFile({ suffix: ".yaml" });
    undo.defer(() => Deno.remove(path));
    await Deno.writeTextFile(path, content);
    values.set(name, path);
  }

  return {
    port,
    fill: (text) =>
      text.replace(/\{(\w+)(\.authority)?\}/g, (all, name: string, authority?: string) => {
        const value = values.get(name);
        return value === undefined ? all : authority === undefined ? value : new URL(value).host;
      }),
    arrivals: () => sources.flatMap((source) => source()),
    close: () => servers.disposeAsync(),
    [Symbol.asyncDispose]: () => undo.disposeAsync(),
  };
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

function configFile(endpoint: string): string {
  return JSON.stringify({
    file_format: "1.0",
    resource: { attributes: [{ name: "service.name", value: "from the file" }] },
    tracer_provider: { processors: [{ batch: { exporter: { otlp_http: { endpoint } } } }] },
  });
}
