import { join } from "node:path";
import type { OtlpSignal } from "../../../tools/collector/start_collector.ts";
import type { SecureScenario } from "./start_secure_scenario.ts";

/** Sends OTLP/JSON as somebody whom the scenario `secure` knows. */
export interface SecureSender extends Disposable {
  /**
   * Posts one export.
   *
   * @param headers Besides the token, such as `x-tenant`.
   * @returns The status of the answer.
   */
  post(
    signal: OtlpSignal,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<number>;
}

/** Opens a sender with the client certificate and the token of the scenario. */
export function openSecureSender(
  { certificates, collector }: SecureScenario,
): SecureSender {
  const read = (path: string) => Deno.readTextFileSync(join(certificates, path));
  const client = Deno.createHttpClient({
    caCerts: [read("client/authority.pem")],
    cert: read("client/client.pem"),
    key: read("client/client.key"),
  });
  const [token] = read("collector/tokens").split(" ");
  return {
    async post(signal, body, headers = {}) {
      const response = await fetch(`https://localhost:${collector.httpPort}/v1/${signal}`, {
        method: "POST",
        client,
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${token}`,
          ...headers,
        },
        body: JSON.stringify(body),
      });
      await response.body?.cancel();
      return response.status;
    },
    [Symbol.dispose]: () => client.close(),
  };
}
