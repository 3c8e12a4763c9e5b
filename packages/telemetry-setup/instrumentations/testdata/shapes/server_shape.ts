import type { Hono } from "hono";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Sends what the client of a row sends. */
export interface ShapeClient {
  readonly port: number;
  /** Opens a connection, on which the text was sent. Its port is what telemetry must tell. */
  send(text: string): Promise<Deno.TcpConn>;
}

/** One shape of a request, and what the stable conventions say must come of it. */
export interface ServerShape {
  readonly name: string;
  /** What serves it; exactly one of these. */
  readonly deno?: Deno.ServeHandler<Deno.NetAddr>;
  readonly onError?: (error: unknown) => Response | Promise<Response>;
  readonly hono?: (app: Hono, New: typeof Hono) => unknown;
  readonly node?: (request: IncomingMessage, response: ServerResponse) => unknown;
  readonly upgrade?: (request: IncomingMessage, socket: import("node:stream").Duplex) => void;
  /** Method and path. @default "GET /" */
  readonly request?: string;
  /** More of the request: lines of headers, then an empty line and the body. */
  readonly more?: string;
  /** What the client does. @default it reads the whole answer */
  readonly client?: (client: ShapeClient) => Promise<void>;
  /** What is found in the answer that the client reads. */
  readonly answer?: RegExp;

  /** Expected from here on: the span's name. */
  readonly span: string;
  /** Absent where no answer was sent. */
  readonly status?: number;
  readonly route?: string;
  /** @default that of the request */
  readonly path?: string;
  readonly query?: string;
  readonly method?: "_OTHER" | "HEAD" | "POST" | "PUT" | "OPTIONS" | "DELETE";
  /** Where it is not the request's own, known one. */
  readonly original?: string;
  readonly errorType?: string;
  /** The span's status has it where it is an error. */
  readonly message?: string;
  /** Type and message of the exception; a type is absent for what is no error. */
  /** The least that it takes until the last byte is sent, in milliseconds. */
  readonly lasts?: number;
  readonly exception?: readonly [type: string | undefined, message: string];
}
