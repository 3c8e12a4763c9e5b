// Comes before telemetry: gives its delivery worker a resolver of our own behind the system's, since Deno
// takes none. A name that stands in the file OTEL_FAULT_HOSTS is its address; any other is looked up by the
// system. So as long as it does not stand there, the look-ups fail as they do without a name server.
import process from "node:process";

const hosts = process.env.OTEL_FAULT_HOSTS ?? "";
const threads = process.getBuiltinModule("node:worker_threads");
const { Worker } = threads;

/** Runs in the worker. */
function resolveByFile(path: string): void {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const url = new URL(String(input));
    for (const line of Deno.readTextFileSync(path).split("\n")) {
      const [address = "", name] = line.split(" ");
      if (name === url.hostname) url.hostname = address;
    }
    return fetch(url, init);
  };
}

threads.Worker = class extends Worker {
  constructor(program: string | URL, options?: ConstructorParameters<typeof Worker>[1]) {
    const resolver = `(${resolveByFile})(${JSON.stringify(hosts)});`;
    super(options?.eval === true ? resolver + program : program, options);
  }
};
