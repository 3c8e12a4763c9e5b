import assert from "node:assert/strict";
import { parseWrk } from "./parse_wrk.ts";

const REPORT = `Running 1s test @ http://127.0.0.1:8000/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   154.34us   41.44us   1.38ms   85.02%
    Req/Sec    98.51k     5.22k  103.27k    90.91%
  107781 requests in 1.10s, 15.11MB read
`;

Deno.test("parseWrk() reads the rate", () => {
  assert.equal(parseWrk(`${REPORT}Requests/sec:  98021.17\nTransfer/sec: 13.74MB\n`), 98021.17);
});

Deno.test("parseWrk() refuses a load that was not answered, or not with 200", () => {
  for (const line of ["Non-2xx or 3xx responses: 7", "Socket errors: connect 0, read 3, write 0"]) {
    assert.throws(() => parseWrk(`${REPORT}  ${line}\nRequests/sec: 5.00\n`), {
      message: `Cannot use the load: ${line}`,
    });
  }
});

Deno.test("parseWrk() refuses what is no report", () => {
  assert.throws(() => parseWrk("unable to connect to 127.0.0.1"), /Cannot read the report of wrk/);
});
