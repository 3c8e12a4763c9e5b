import { startFaultyReceiver } from "@otel-deno/otlp-receiver/testing";
import type { Transport } from "../transports/transport.ts";
import type { OtlpTransportConfig } from "../transports/transport_config.ts";
import { COMMON_TRANSPORT_CASES } from "./common_transport_cases.ts";
import { GRPC_TRANSPORT_CASES } from "./grpc_transport_cases.ts";
import { HTTP_TRANSPORT_CASES } from "./http_transport_cases.ts";
import { PAYLOAD, type TransportBench } from "./transport_case.ts";

/** One implementation of a transport, and how it is set up. */
export interface TransportSuiteOptions {
  /** Stands before the name of each test. */
  readonly name: string;
  readonly protocol: "http" | "grpc";
  readonly compression: "gzip" | "none";
  /** @default "application/x-protobuf" */
  readonly contentType?: string;
  /**
   * Opens the transport under test, which makes one attempt at each payload.
   *
   * @returns The transport and what takes down all that stands behind it.
   */
  readonly open: (config: OtlpTransportConfig) => { transport: Transport; close: () => void };
  /** Tests that do not hold here, by name, and why. */
  readonly skip?: Readonly<Record<string, string>>;
}

const HAS_SOCKETS = Deno.permissions.querySync({ name: "net" }).state === "granted" &&
  Deno.permissions.querySync({ name: "env" }).state === "granted" &&
  Deno.permissions.querySync({ name: "read" }).state === "granted";

/**
 * Registers the tests that every transport passes, against real servers that misbehave. They are
 * ignored where the permissions for network, environment or reading are missing.
 *
 * @throws {TypeError} If a test is to be skipped that does not exist.
 * @see {@link https://opentelemetry.io/docs/specs/otlp/}
 */
export function testTransport(options: TransportSuiteOptions): void {
  const { name, protocol, compression, contentType = "application/x-protobuf", skip = {} } =
    options;
  const cases = [
    ...COMMON_TRANSPORT_CASES,
    ...protocol === "http" ? HTTP_TRANSPORT_CASES : GRPC_TRANSPORT_CASES,
  ];
  const unknown = Object.keys(skip).find((skipped) => !cases.some(({ name }) => name === skipped));
  if (unknown !== undefined) throw new TypeError(`Cannot skip "${unknown}": there is no such test`);

  for (const { name: does, test } of cases) {
    if (Object.hasOwn(skip, does)) continue;
    Deno.test(`${name} ${does}`, { ignore: !HAS_SOCKETS }, async () => {
      await using stack = new AsyncDisposableStack();
      const bench: TransportBench = {
        protocol,
        compression,
        contentType,
        receive: async (misbehave, options) =>
          stack.use(
            await startFaultyReceiver({
              protocol,
              ...(misbehave === undefined ? {} : { misbehave }),
              ...options,
            }),
          ),
        open(endpoint, config) {
          const { transport, close } = options.open({
            protocol,
            endpoint: protocol === "http" ? `${endpoint}/base/v1/traces` : endpoint,
            headers: {},
            timeoutMillis: 10_000,
            compression,
            userAgent: "otel-deno-test/1.2.3",
            ...config,
          });
          stack.defer(close);
          return transport;
        },
        send: (transport, { payload = PAYLOAD, ...options } = {}) =>
          transport.send(payload, {
            signal: "traces",
            contentType,
            encoding: "identity",
            itemCount: 3,
            ...options,
          }),
      };
      await test(bench);
    });
  }
}
