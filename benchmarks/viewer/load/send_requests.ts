/** How many requests are on their way at the same time. */
const AT_ONCE = 4;

/**
 * Sends requests over OTLP/HTTP, each as soon as there is room for it.
 *
 * @throws {Error} If one is not accepted.
 */
export async function sendRequests(
  endpoint: string,
  requests: Iterator<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  const send = async () => {
    for (let next = requests.next(); !next.done; next = requests.next()) {
      const response = await fetch(`${endpoint}/v1/traces`, {
        method: "POST",
        headers: { "content-type": "application/x-protobuf" },
        body: next.value,
      });
      const text = await response.text();
      if (!response.ok || text !== "") {
        throw new Error(`Cannot measure: a request was answered with ${response.status}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
}
