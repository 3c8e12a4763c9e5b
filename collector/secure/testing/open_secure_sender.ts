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

/** Options of {@linkcode openSecureSender}. */
export interface SecureSenderOptions {
  /** Of whom the Collector's certificate has to be, in PEM format. @default The scenario's authority */
  readonly authority?: string;
  /** @default The first that the scenario accepts */
  readonly token?: string;
}

/** Opens a sender with the client certificate and the token of the scenario. */
export function openSecureSender(
  { certificates, collector }: SecureScenario,
  options: SecureSenderOptions = {},
): SecureSender {
  const read = (path: string) => Deno.readTextFileSync(join(certificates, path));
  const client = Deno.createHttpClient({
    caCerts: [options.authority ?? read("client/authority.pem")],
    cert: read("client/client.pem"),
    key: read("client/client.key"),
  });
  const token = options.token ?? read("collector/tokens").split(" ")[0];
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
