/** A request as it goes over the wire. */
export interface RawRequest {
  readonly port: number;
  /** In their order and spelling, repeated ones apart, as no client for applications sends them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/**
 * Sends a POST to the loopback interface and waits for the answer.
 *
 * @returns The answer as it came, head and body.
 */
export async function postRaw({ port, headers, body = "" }: RawRequest): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [
    "POST /test HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Connection: close",
    "Content-Type: application/json",
    `Content-Length: ${new TextEncoder().encode(body).length}`,
    ...headers.map(([name, value]) => `${name}:${value === "" ? "" : " "}${value}`),
  ];
  const text = `${lines.join("\r\n")}\r\n\r\n${body}`;
  const writer = connection.writable.getWriter();
  await writer.write(new TextEncoder().encode(text));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of connection.readable) parts.push(part);
  return await new Blob(parts).text();
}
