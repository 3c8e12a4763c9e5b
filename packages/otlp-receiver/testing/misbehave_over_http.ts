import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { encodingOf } from "../http/content_types.ts";
import { createHttpHandler } from "../http/create_http_handler.ts";
import { type NodeExchange, toWebRequest, writeResponse } from "../http/node_listener.ts";
import { respondWithVerdict } from "../http/respond_with_verdict.ts";
import { SIGNAL_ENDPOINTS } from "../signal_endpoints.ts";
import { accept } from "../verdict/accept.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { compressFlood } from "./compress_flood.ts";
import { type FaultTools, hasHandlers } from "./fault_tools.ts";
import { FLOOD_BYTES } from "./flood_bytes.ts";
import type { Misbehaviour, RequestHead } from "./misbehaviour.ts";

const TRICKLE_BYTES = 64 * 1024;

/** A request over HTTP that was read to its end. */
export interface HttpExchange extends NodeExchange {
  readonly head: RequestHead;
  readonly body: Uint8Array<ArrayBuffer>;
}

/**
 * Meets a request over HTTP.
 *
 * @throws {TypeError} If HTTP has no such misbehaviour.
 */
export async function misbehaveOverHttp(
  { request, response, head, body }: HttpExchange,
  misbehaviour: Misbehaviour,
  tools: FaultTools,
): Promise<void> {
  const contentType = head.headers["content-type"] ?? null;
  const answerVerdict = (verdict: Verdict) =>
    respondWithVerdict(verdict, {
      signal: SIGNAL_ENDPOINTS.find(({ path }) => head.path.endsWith(path))?.signal ?? "traces",
      encoding: encodingOf(contentType) ?? "protobuf",
    });

  switch (misbehaviour.kind) {
    case "none": {
      const answer = hasHandlers(tools.options)
        ? await createHttpHandler(tools.options)(toWebRequest(request, body))
        : answerVerdict(accept());
      return writeResponse(response, answer);
    }
    case "verdict":
      return writeResponse(response, answerVerdict(misbehaviour.verdict));
    case "message": {
      const headers = { "content-type": misbehaviour.contentType ?? contentType ?? "" };
      return writeResponse(response, new Response(misbehaviour.message.slice(), { headers }));
    }
    case "status": {
      const { body = "", status, headers = {} } = misbehaviour;
      const bytes = typeof body === "string" ? body : body.slice();
      return writeResponse(
        response,
        // Without a body of its own, so that there is no Content-Type that nobody asked for.
        new Response(bytes.length === 0 ? null : bytes, { status, headers }),
      );
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
    case "trickle": {
      (response as ServerResponse).writeHead(200, { "content-length": TRICKLE_BYTES });
      return void Readable.from(tools.trickle()).pipe(response as ServerResponse);
    }
    case "flood": {
      if (!misbehaviour.compressed) {
        const pieces = tools.flood(misbehaviour.byteLength ?? FLOOD_BYTES);
        return void Readable.from(pieces).pipe(response as ServerResponse);
      }
      const headers = { "content-encoding": "gzip" };
      return writeResponse(response, new Response(await compressFlood(), { headers }));
    }
    default:
      throw new TypeError(`Cannot answer with "${misbehaviour.kind}": HTTP has no such thing`);
  }
}
