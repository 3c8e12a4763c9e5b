/** How much the debug output tells. */
export const DEBUG_LEVELS = ["basic", "normal", "detailed"] as const;

/** What the viewer was asked to do. */
export interface ViewerOptions {
  /** Whether to print {@linkcode HELP} and do nothing else. */
  readonly help: boolean;
  /** Name or address that everything listens on. */
  readonly host: string;
  /** Port of pages and API; 0 for any free one. */
  readonly port: number;
  readonly otlpHttpPort: number;
  readonly otlpGrpcPort: number;
  /** The database's file. Absent: in the user's data directory. */
  readonly db?: string;
  readonly inMemory: boolean;
  /** Where everything is sent on to, over OTLP/HTTP. */
  readonly forward?: string;
  /** Sent with it; they may be secret. */
  readonly forwardHeaders?: Readonly<Record<string, string>>;
  /** A file that holds the token. Absent: one is made up, where one is needed. */
  readonly tokenFile?: string;
  /** Whether other machines may look and send without a token. */
  readonly unsafe: boolean;
  /** Whether what comes in is printed, and how much of it. */
  readonly debug?: (typeof DEBUG_LEVELS)[number];
  /** Whether to end when standard input does, and not at Ctrl-C: for whoever starts it. */
  readonly endWithStdin: boolean;
}

/** What `--help` prints. */
export const HELP = `Viewer: receives OpenTelemetry data, keeps it and shows it in a browser

Usage: main.ts [options]

      --port <number>            port of pages and API (OTEL_DENO_VIEWER_PORT, default 4319)
      --otlp-http-port <number>  port for OTLP over HTTP (default 4318)
      --otlp-grpc-port <number>  port for OTLP over gRPC (default 4317); may be that for HTTP
      --host <name>              address to listen on (default 127.0.0.1); another one needs the token
                                 that is printed, or --unsafe
      --token-file <path>        the token stands in this file
      --unsafe                   no token: whoever reaches the ports may look and send
      --db <path>                the database (default: in your data directory)
      --in-memory                no database: everything is gone at the end
      --forward <url>            sends everything on, over OTLP/HTTP, for example http://localhost:5318
      --forward-header <name=value>
                                 sent with it, may be given several times; what is secret is better
                                 in OTEL_EXPORTER_OTLP_HEADERS, which other users cannot see
      --debug <level>            prints what comes in: basic, normal or detailed
      --end-with-stdin           ends when standard input ends, and not at Ctrl-C
  -h, --help                     print this and exit

A port of 0 is any free one. An option wins over its variable.
Exit codes: 1 if the viewer cannot start, 2 for a wrong option or variable.
`;
