// An application without a line of ours in it: publishes on channels as libraries do, and ends when its
// standard input does.
import { channel, tracingChannel } from "node:diagnostics_channel";

const message = { serverAddress: "db.example", serverPort: 3306, database: "dice" };
await tracingChannel("dice:query").tracePromise(() => Promise.resolve(4), message);
channel("dice:rolled").publish({ database: "dice" });

await Deno.stdin.readable.pipeTo(new WritableStream());
