import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { encodingOf } from "../http/content_types.ts";
import { answerExport } from "../http/answer_export.ts";
import { answerVerdict as toAnswer } from "../http/answer_verdict.ts";
import { isLocalhostOrigin } from "../http/is_localhost_origin.ts";
import { toHeaders, writeAnswer } from "../http/node_exchange.ts";
import { createIntake } from "../intake/intake.ts";
import { SIGNAL_ENDPOINTS } from "../signal_endpoints.ts";
import { accept } from "../verdict/accept.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { compressFlood } from "./compress_flood.ts";
import { type FaultTools, hasHandlers } from "./fault_tools.ts";
import type { Misbehaviour, RequestHead } from "./misbehaviour.ts";

/** A request over HTTP that was read to its end. */
export interface MetHttpRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly head: RequestHead;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * Meets a request over HTTP.
 *
 * @throws {TypeError} If HTTP has no such misbehaviour.
 */
export async function misbehaveOverHttp(
  { request, response, head, body }: MetHttpRequest,
  misbehaviour: Misbehaviour,
  tools: FaultTools,
): Promise<void> {
  const contentType = head.headers["content-type"] ?? null;
  const answerVerdict = (verdict: Verdict) =>
    toAnswer(verdict, {
      signal: SIGNAL_ENDPOINTS.find(({ path }) => head.path.endsWith(path))?.signal ?? "traces",
      encoding: encodingOf(contentType) ?? "protobuf",
    });

  switch (misbehaviour.kind) {
    case "none": {
      if (!hasHandlers(tools.options)) return writeAnswer(response, answerVerdict(accept()));
      const { method, path } = head;
      const exchange = {
        method,
        path,
        headers: toHeaders(request.headers) ?? new Headers(),
        body: ReadableStream.from([body]),
      };
      const intake = createIntake(tools.options);
      const answer = await answerExport(exchange, { intake, allowOrigin: isLocalhostOrigin });
      return writeAnswer(response, answer);
    }
    case "verdict":
      return writeAnswer(response, answerVerdict(misbehaviour.verdict));
    case "message": {
      const headers = { "content-type": misbehaviour.contentType ?? contentType ?? "" };
      const body = new Uint8Array(misbehaviour.message);
      return writeAnswer(response, { status: 200, headers, body });
    }
    case "status": {
      const { body = "", status, headers = {} } = misbehaviour;
      // A text gets no Content-Type that nobody asked for.
      const bytes = typeof body === "string" ? body : new Uint8Array(body);
      return writeAnswer(response, { status, headers, body: bytes });
    }
    case "silence":
      return;
    case "hang up":
    case "reset":
      return tools.breakConnection(request.socket);
    case "cut": {
      const plain = response as ServerResponse;
      plain.writeHead(misbehaviour.status ?? 200, { "content-length": 100 });
      return void plain.write("cut here", () => tools.breakConnection(request.socket));
    }
    case "flood": {
      if (!misbehaviour.compressed) {
        return void Readable.from(tools.flood()).pipe(response as ServerResponse);
      }
      const headers = { "content-encoding": "gzip" };
      return writeAnswer(response, { status: 200, headers, body: await compressFlood() });
    }
    default:
      throw new TypeError(`Cannot answer with "${misbehaviour.kind}": HTTP has no such thing`);
  }
}
