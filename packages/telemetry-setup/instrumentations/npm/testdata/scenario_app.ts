import { type Scenario, SCENARIOS } from "./scenarios.ts";

/** Ports of the servers that the scenarios use. */
export interface Ports {
  readonly postgres: number;
  readonly mariadb: number;
  readonly redis: number;
}

/** How an application loads its libraries. */
export const STYLES = ["ESM", "CommonJS"] as const;

/** A program that runs all scenarios, one after the other, each below a span named after its library. */
export function scenarioProgram(style: typeof STYLES[number]): string {
  const load = style === "ESM" ? importLine : requireLine;
  return [
    load("{ once }", "node:events"),
    load("{ createServer }", "node:net"),
    load("{ Writable }", "node:stream"),
    load("{ context, propagation, trace }", "@opentelemetry/api"),
    ...SCENARIOS.map(({ imported, library }) => load(imported, library)),
    PRELUDE,
    style === "ESM" ? "await main();" : "main();",
    "async function main() {",
    ...SCENARIOS.map(runLines),
    "}",
  ].join("\n");
}

function importLine(imported: string, name: string): string {
  // By default: what an application gets that was written for CommonJS packages.
  return `import ${imported} from "${name}";`;
}

function requireLine(imported: string, name: string): string {
  return `const ${imported} = require("${name}");`;
}

function runLines({ library, use }: Scenario): string {
  return `await run("${library}", async () => {${use}\n});`;
}

const PRELUDE = `
const tracer = trace.getTracer("app");
const ports = JSON.parse(process.env.PORTS);

async function run(library, use) {
  const answer = await tracer.startActiveSpan("root " + library, async (root) => {
    try {
      const answer = await use();
      tracer.startSpan("after").end();
      return answer;
    } catch (error) {
      return error.stack;
    } finally {
      root.end();
    }
  });
  console.error("answer " + JSON.stringify({ library, answer }));
}

/** Asks a server once, as a part of the trace, and ends it. */
async function request(server, path = "/") {
  if (!server.listening) await once(server, "listening");
  const headers = {};
  propagation.inject(context.active(), headers);
  const answer = await (await fetch("http://127.0.0.1:" + server.address().port + path, { headers })).text();
  await closed(server);
  return answer;
}

function closed(server) {
  return new Promise((resolve) => server.close(resolve));
}

/** Whether each line has the id of the span in which it was logged. */
function logged(lines) {
  const { spanId } = trace.getActiveSpan().spanContext();
  return lines.map((line) => JSON.parse(line).span_id === spanId);
}

/** Answers what the driver asks in the way of MongoDB, from memory. */
async function startMongoStandIn(BSON) {
  const documents = [];
  const answers = {
    insert({ documents: inserted }) {
      documents.push(...inserted);
      return { n: inserted.length };
    },
    find: () => ({ cursor: { id: BSON.Long.ZERO, ns: "casino.dice", firstBatch: documents } }),
  };
  const hello = { helloOk: true, isWritablePrimary: true, maxWireVersion: 21, minWireVersion: 0,
    maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000,
    logicalSessionTimeoutMinutes: 30, connectionId: 1, readOnly: false };
  const server = createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        socket.write(answer(message));
      }
    });
  });
  function answer(message) {
    const query = message.readInt32LE(12) === 2004;
    const body = query ? message.subarray(message.indexOf(0, 20) + 9) : message.subarray(21);
    const command = BSON.deserialize(body.subarray(0, body.readInt32LE(0)));
    const sequence = query ? undefined : body.subarray(body.readInt32LE(0));
    if (sequence?.[0] === 1) {
      command.documents = [BSON.deserialize(sequence.subarray(sequence.indexOf(0, 5) + 1))];
    }
    const reply = { ...(answers[Object.keys(command)[0]]?.(command) ?? hello), ok: 1 };
    const document = Buffer.from(BSON.serialize(reply));
    const head = Buffer.alloc(query ? 36 : 21);
    head.writeInt32LE(head.length + document.length, 0);
    head.writeInt32LE(message.readInt32LE(4), 8);
    head.writeInt32LE(query ? 1 : 2013, 12);
    if (query) head.writeInt32LE(1, 32);
    return Buffer.concat([head, document]);
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
`;
