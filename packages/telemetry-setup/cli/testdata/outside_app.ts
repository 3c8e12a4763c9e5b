import { join } from "node:path";

/** An application in a folder of its own, outside of this repository. */
export interface OutsideApp extends AsyncDisposable {
  readonly folder: string;
}

const SPAN = `import { trace } from "@opentelemetry/api";
export const span = (name: string) => trace.getTracer("app").startSpan(name).end();
`;

/** Every way to start it does something else, so that a test sees which it was. */
const FILES: Readonly<Record<string, string>> = {
  "deno.json": JSON.stringify({
    name: "@outside/app",
    version: "3.2.1",
    exports: "./main.ts",
    imports: { "@opentelemetry/api": "npm:@opentelemetry/api@1.10.0", "#span": "./span.ts" },
    tasks: { start: "deno run --allow-all main.ts from task" },
  }),
  "span.ts": SPAN,
  "main.ts": `import { span } from "#span";
span("main " + Deno.args.join(" "));
console.log("main", Deno.args.join(" "));
if (Deno.args[0] === "stdin") console.log(await new Response(Deno.stdin.readable).text());
if (Deno.args[0] === "exit") Deno.exit(7);
if (Deno.args[0] === "wait") { console.log("pid", Deno.pid); setInterval(() => {}, 1000); }
if (Deno.args[0] === "child") {
  const { code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "main.ts", "exit"],
  }).output();
  console.log("child", code);
}
`,
  "serve.ts": `import { span } from "#span";
let requests = 0;
export default {
  fetch() {
    span("answer");
    return new Response("answer " + ++requests);
  },
};
`,
  "some_test.ts": `import { span } from "#span";
Deno.test("passes", () => span("in a test"));
`,
  "failing_test.ts": `import { span } from "#span";
Deno.test("fails", () => { span("in a failing test"); throw new Error("no"); });
`,
  "start.sh": `deno run --allow-all main.ts from script
exit 5
`,
  "script.js": `if (typeof Deno === "undefined") console.log("node runs as ever");\n`,
};

/** Makes the application in a temporary folder. */
export async function createOutsideApp(): Promise<OutsideApp> {
  const folder = await Deno.makeTempDir({ prefix: "otel-deno-outside-" });
  for (const [name, text] of Object.entries(FILES)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
