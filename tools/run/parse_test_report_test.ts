import assert from "node:assert/strict";
import { parseTestReport } from "./parse_test_report.ts";

/** As Deno 2.9.6 writes it, with a raw control character in a message. */
const REPORT = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="deno test" tests="4" failures="2" errors="0" time="0.152">
    <testsuite name="./sub/x_test.ts" tests="4" disabled="1" errors="0" failures="2">
        <testcase name="a &lt;b&gt; &amp; c" classname="./sub/x_test.ts" time="0.000" line="2" col="6">
        </testcase>
        <testcase name="off" classname="./sub/x_test.ts" time="0.000" line="3" col="6">
            <skipped/>
        </testcase>
        <testcase name="bad" classname="./sub/x_test.ts" time="0.001" line="4" col="6">
            <failure message="1 test step failed">1 test step failed.</failure>
        </testcase>
        <testcase name="bad &gt; step" classname="./sub/x_test.ts" time="0.000" line="4" col="43">
            <failure message="Uncaught Error: \x1b[31m\x00">Error: \x07</failure>
        </testcase>
    </testsuite>
    <testsuite name="./R.md#2-6.ts" tests="1" disabled="0" errors="0" failures="0">
        <testcase name="file:///repo/R.md#2-6.ts" classname="./R.md#2-6.ts" time="0.001" line="2" col="6">
        </testcase>
    </testsuite>
</testsuites>
`;

Deno.test("parseTestReport() tells passed, failed and ignored apart, when a run has them all", () => {
  assert.deepEqual(parseTestReport(REPORT), [
    { file: "sub/x_test.ts", name: "a <b> & c", outcome: "passed" },
    { file: "sub/x_test.ts", name: "off", outcome: "ignored" },
    { file: "sub/x_test.ts", name: "bad", outcome: "failed" },
    { file: "sub/x_test.ts", name: "bad > step", outcome: "failed" },
    { file: "R.md#2-6.ts", name: "file:///repo/R.md#2-6.ts", outcome: "passed" },
  ]);
});

Deno.test("parseTestReport() returns nothing, when no test ran", () => {
  assert.deepEqual(parseTestReport('<testsuites name="deno test" tests="0"/>'), []);
});

Deno.test("parseTestReport() throws, when the report breaks off", () => {
  assert.throws(() => parseTestReport(REPORT.slice(0, 300)));
});
