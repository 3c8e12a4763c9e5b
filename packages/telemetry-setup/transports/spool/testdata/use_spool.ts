/**
 * A process that uses a spool, and says on standard output what it does: `+ID BYTES` once a payload is
 * written, `-ID` before it is settled, `!COUNT` for items that are dropped. Arguments: folder, name,
 * seed, number of payloads, limit in bytes, bytes of the largest payload.
 */
import { openSpool } from "../open_spool.ts";
import { append, KEY, textsIn } from "./test_spool.ts";

const [folder = "", name = "", seed = "0", count = "0", maxBytes = "0", largest = "0"] = Deno.args;

let state = Number(seed);
function random(): number {
  state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) + 0x9e3779b9 >>> 0;
  return (state >>> 8) / 2 ** 24;
}

// At once, so that nothing that was said is lost with the process.
const textEncoder = new TextEncoder();
const say = (line: string) => Deno.stdout.writeSync(textEncoder.encode(`${line}\n`));

const spool = openSpool({ folder, maxBytes: Number(maxBytes) }, {
  listener: {
    onDropped: ({ itemCount }) => say(`!${itemCount}`),
    onProblem: (message) => say(message),
  },
});
if (spool === undefined) Deno.exit(1);
const log = spool.open(KEY);
let adopted = spool.adopt(KEY);
for (let index = 0; index < Number(count); index++) {
  // Mostly small, now and then as large as they become.
  const size = 20 + Math.floor(random() ** 6 * Number(largest));
  const id = `${name}.${index}`;
  if (append(log, `${id} `.padEnd(size, "."))) say(`+${id} ${size}`);
  if (random() < 0.5) settleSome(log);
  if (adopted !== undefined && random() < 0.7) settleSome(adopted);
  if (adopted?.itemCount === 0 || random() < 0.05) {
    adopted?.close();
    adopted = spool.adopt(KEY);
  }
}
spool.close();

function settleSome(from: typeof log): void {
  const batch = from.read({ maxItems: 1 + Math.floor(random() * 3), maxBytes: Infinity });
  if (batch === undefined) return;
  for (const text of textsIn(batch)) say(`-${text.slice(0, text.indexOf(" "))}`);
  batch.accepted();
}
