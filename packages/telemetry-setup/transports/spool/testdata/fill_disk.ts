/**
 * A process with a spool where there is little room. Prints, as JSON, how many payloads it could write
 * before the first that it could not, what it was told, and what it read; settles all, waits, and
 * says whether one more can be written. Arguments: folder.
 */
import { openSpool } from "../open_spool.ts";
import { append, drain, KEY } from "./test_spool.ts";

const [folder = ""] = Deno.args;
const problems: string[] = [];
const spool = openSpool({ folder }, {
  listener: {
    onDropped: ({ itemCount }) => problems.push(`${itemCount} dropped`),
    onProblem: (message) => problems.push(message.replace(folder, "FOLDER")),
  },
})!;
const log = spool.open(KEY);
const payload = "x".repeat(10_000);
let written = 0;
while (written < 1000 && append(log, payload)) written++;
const triedAtOnce = append(log, payload);
const read = drain(log).filter((text) => text === payload).length;
// So long nothing is tried.
await new Promise((resolve) => setTimeout(resolve, 1100));
const triedLater = append(log, payload);
drain(log);
spool.close();
console.log(JSON.stringify({ written, read, triedAtOnce, triedLater, problems }));
