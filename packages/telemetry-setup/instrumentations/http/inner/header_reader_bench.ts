import { createHeaderReader } from "./header_reader.ts";

/** A request as it comes from a connection; it is never answered, so that it can be read again. */
async function receive(): Promise<Request> {
  const { promise, resolve } = Promise.withResolvers<Request>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    resolve(request);
    return new Promise(() => {});
  });
  server.unref();
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
  connection.unref();
  await connection.write(
    new TextEncoder().encode("GET /rolldice HTTP/1.1\r\nHost: dice\r\nUser-Agent: bench\r\n\r\n"),
  );
  return await promise;
}

const request = await receive();
const readers = {
  "public functions": createHeaderReader({ fastPath: false }),
  "inner functions": createHeaderReader({ fastPath: true }),
};

for (const [name, read] of Object.entries(readers)) {
  // Once the headers were read, public functions have an object for them: what is measured here is
  // the least that they take.
  Deno.bench(`three headers, by ${name}`, { baseline: name === "public functions" }, () => {
    read(request, "user-agent");
    read(request, "traceparent");
    read(request, "baggage");
  });
}
