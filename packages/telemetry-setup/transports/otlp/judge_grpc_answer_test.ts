import assert from "node:assert/strict";
import { judgeGrpcAnswer } from "./judge_grpc_answer.ts";
import type { Verdict } from "../transport.ts";

const ACCEPTED: Verdict = { outcome: "accepted", rejectedCount: 0, message: "" };

function judge(
  { status = 200, headers = {}, body }: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: readonly number[];
  },
): Verdict {
  const response = new Response(null, {
    status,
    headers: { "content-type": "application/grpc", ...headers },
  });
  return judgeGrpcAnswer(
    { response, body: body === undefined ? undefined : new Uint8Array(body) },
    "traces",
  );
}

Deno.test("judgeGrpcAnswer() takes a message for success: its status would be in the trailers", () => {
  assert.deepEqual(judge({ body: [0, 0, 0, 0, 0] }), ACCEPTED);
  assert.deepEqual(
    judge({ body: [0, 0, 0, 0, 4, 0x0a, 0x02, 0x08, 0x07] }),
    { ...ACCEPTED, rejectedCount: 7 },
  );
});

Deno.test("judgeGrpcAnswer() takes a message for success that cannot be read", () => {
  assert.deepEqual(judge({ body: [1, 0, 0, 0, 2, 7, 7] }), ACCEPTED, "compressed");
  assert.deepEqual(judge({ body: [0, 0, 0, 0, 9, 0x0a] }), ACCEPTED, "cut");
  assert.deepEqual(judge({ body: [0, 0, 0, 0, 1, 0xff] }), ACCEPTED, "garbage");
});

Deno.test("judgeGrpcAnswer() takes status 0 without a message for success", () => {
  assert.deepEqual(judge({ headers: { "grpc-status": "0" }, body: [] }), ACCEPTED);
});

Deno.test("judgeGrpcAnswer() may retry, when the connection ended in the answer", () => {
  assert.deepEqual(
    judge({}),
    { outcome: "retry", reason: "the connection ended in the answer" },
  );
});

Deno.test("judgeGrpcAnswer() goes by a status in the headers, even if the rest is missing", () => {
  assert.deepEqual(
    judge({ headers: { "grpc-status": "3", "grpc-message": "no%20such%0Athing" } }),
    { outcome: "refused", reason: "gRPC status 3 (no such\nthing)", ofContent: true },
  );
});

Deno.test("judgeGrpcAnswer() is refused, when there is neither a message nor a status", () => {
  assert.deepEqual(
    judge({ body: [] }),
    { outcome: "refused", reason: "a failure without a status that can be read" },
  );
});

Deno.test("judgeGrpcAnswer() takes no other content for an answer of gRPC", () => {
  assert.deepEqual(
    judge({ headers: { "content-type": "text/html" }, body: [0, 0, 0, 0, 0] }),
    { outcome: "refused", reason: "no answer of gRPC (content type text/html)" },
  );
});

Deno.test("judgeGrpcAnswer() maps HTTP statuses as gRPC does", () => {
  const cases = [[400, "refused"], [401, "refused"], [403, "refused"], [404, "refused"]] as const;
  for (const [status, outcome] of cases) {
    assert.equal((judge({ status })).outcome, outcome, `${status}`);
  }
  for (const status of [429, 502, 503, 504]) {
    assert.deepEqual(judge({ status }), {
      outcome: "retry",
      reason: `HTTP status ${status}`,
    });
  }
});

Deno.test("judgeGrpcAnswer() survives malformed messages and details, and cuts long ones", () => {
  const headers = {
    "grpc-status": "8",
    "grpc-message": `%zz${"x".repeat(300)}`,
    "grpc-status-details-bin": "!",
  };
  const verdict = judge({ headers });
  assert.equal(verdict.outcome, "refused");
  assert.equal(verdict.reason, `gRPC status 8 (%zz${"x".repeat(197)})`);
  assert.equal((judge({ headers: { "grpc-status": "many" } })).outcome, "refused");
});
