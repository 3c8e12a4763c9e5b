import assert from "node:assert/strict";
import { OUTAGE_RATE, OUTAGE_SECONDS } from "./run_collector_outage.ts";

const ROOT = new URL("../../../../../", import.meta.url);
const ignore = Deno.permissions.querySync({ name: "read" }).state !== "granted";
const { before, outage, after } = OUTAGE_SECONDS.long;
const CREATED = (before + outage + after) * OUTAGE_RATE;

Deno.test("the README says which outage is survived, and what is lost", { ignore }, () => {
  const text = Deno.readTextFileSync(new URL("README.md", ROOT)).replace(/\s+/g, " ");
  const sentence = `a real Collector that is stopped for ${outage} seconds at ` +
    `${OUTAGE_RATE.toLocaleString("en")} spans a second`;
  const lost = `0 of ${CREATED.toLocaleString("en")} spans`;
  for (const part of [sentence, lost]) {
    assert.ok(text.includes(part), `README.md does not say "${part}"`);
  }
});
