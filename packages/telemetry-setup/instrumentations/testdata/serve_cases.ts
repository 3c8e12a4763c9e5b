/**
 * Serves one request for each case and prints what the client gets, a line each: for comparing a
 * process that is instrumented with one that is not.
 */
type Options = { readonly onError?: (error: unknown) => Response | Promise<Response> };
type Handler = Deno.ServeHandler;

const used = new Response("used");
await used.text();
const reused = new Response("reused");

const handlers: Record<string, Handler> = {
  text: () => new Response("hello"),
  empty: () => new Response(""),
  nothing: () => new Response(null),
  json: () => Response.json({ a: 1 }),
  bytes: () => new Response(new Uint8Array([104, 105])),
  blob: () => new Response(new Blob(["blob"], { type: "text/x" })),
  form: () => new Response(new URLSearchParams({ a: "b" })),
  async: async () => new Response(await Promise.resolve("later")),
  status: () => new Response("teapot", { status: 418, headers: { "x-a": "b" } }),
  noContent: () => new Response(null, { status: 204 }),
  notModified: () => new Response(null, { status: 304 }),
  redirect: () => Response.redirect("http://127.0.0.1:1/there", 303),
  cookies: () => new Response("", { headers: [["set-cookie", "a=1"], ["set-cookie", "b=2"]] }),
  stream: () => new Response(ReadableStream.from(["a", "b"]).pipeThrough(new TextEncoderStream())),
  brokenStream: () =>
    new Response(
      new ReadableStream({
        start(controller) {
          controller.error(new Error("broken stream"));
        },
      }),
    ),
  echo: async (request) => new Response(`${request.method} ${await request.text()}`),
  header: (request) => new Response(request.headers.get("x-sent")),
  address: (_, { remoteAddr }) => new Response(remoteAddr.transport),
  completed: (_, { completed }) => {
    completed.then(() => console.error("completed"), () => console.error("not completed"));
    return new Response("ok");
  },
  signal: (request) => {
    request.signal.addEventListener("abort", () => console.error("aborted"));
    return new Response("ok");
  },
  noParameters: () => new Response("none"),
  clone: () => new Response("cloned").clone(),
  reused: () => reused,
  used: () => used,
  errorResponse: () => Response.error(),
  undefined: () => undefined as unknown as Response,
  string: () => "text" as unknown as Response,
  thenable: () => ({ then: (f: (r: Response) => void) => f(new Response("then")) }) as never,
  throws: () => {
    throw new RangeError("thrown");
  },
  rejects: () => Promise.reject(new RangeError("rejected")),
  throwsText: () => fail("text"),
  throwsUndefined: () => fail(undefined),
};

const options: Record<string, Options> = {
  none: {},
  onError: { onError: (error) => new Response(`sorry: ${error}`, { status: 503 }) },
  asyncOnError: { onError: (error) => Promise.resolve(new Response(`sorry: ${error}`)) },
  throwingOnError: {
    onError(error) {
      console.error(`asked about ${error}`);
      throw new TypeError("from onError");
    },
  },
  uselessOnError: {
    onError(error) {
      console.error(`asked about ${error}`);
      return undefined as unknown as Response;
    },
  },
};

const plainCases = Object.keys(handlers);
const failures = ["used", "undefined", "throws", "rejects", "throwsText", "errorResponse"];

for (const [name, given] of Object.entries(options)) {
  for (const [handlerName, handler] of Object.entries(handlers)) {
    const cases = name === "none" ? plainCases : [...failures, "text", "brokenStream"];
    if (!cases.includes(handlerName)) continue;
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {}, ...given },
      handler,
    );
    const url = `http://127.0.0.1:${(server.addr as Deno.NetAddr).port}/`;
    for (const method of ["GET", "POST", "HEAD"]) {
      const answer = await ask(url, method);
      console.log([name, handlerName, method, answer].join(" | "));
    }
  }
}

function fail(value: unknown): never {
  throw value;
}

async function ask(url: string, method: string): Promise<string> {
  try {
    const response = await fetch(url, {
      method,
      headers: { "x-sent": "sent" },
      redirect: "manual",
      ...method === "POST" && { body: "posted" },
    });
    const headers = [...response.headers].filter(([name]) => name !== "date");
    return JSON.stringify([response.status, headers, await response.text()]);
  } catch (error) {
    return `no answer: ${(error as Error).name}`;
  }
}
