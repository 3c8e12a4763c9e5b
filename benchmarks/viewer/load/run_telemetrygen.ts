/** What telemetrygen is to send, and where. */
export interface TelemetrygenOptions {
  readonly binary: string;
  readonly transport: "grpc" | "http";
  /** Host and port. */
  readonly endpoint: string;
  readonly spans: number;
  /** Spans a second, of all workers. */
  readonly rate: number;
}

/** One makes less than 2,000 spans a second, whatever it is told. */
const WORKERS = 4;
const SPANS_A_TRACE = 2;

/**
 * Lets telemetrygen send spans. At no rate at all its SDK would drop most of them before they are sent.
 *
 * @throws {Error} If it fails.
 */
export async function runTelemetrygen(
  { binary, transport, endpoint, spans, rate }: TelemetrygenOptions,
): Promise<void> {
  const { success, stderr } = await new Deno.Command(binary, {
    args: [
      "traces",
      "--otlp-insecure",
      ...(transport === "http" ? ["--otlp-http"] : []),
      `--otlp-endpoint=${endpoint}`,
      `--rate=${rate / WORKERS}`,
      `--workers=${WORKERS}`,
      `--traces=${spans / SPANS_A_TRACE / WORKERS}`,
    ],
    stdout: "null",
  }).output();
  if (!success) throw new Error(`Cannot measure: ${new TextDecoder().decode(stderr).slice(-300)}`);
}
