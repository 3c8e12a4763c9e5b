import { equal, ok } from "node:assert/strict";
import { bucketDuration, durationBucket } from "./duration_bucket.ts";

Deno.test("bucketDuration() is at most 1.1 % off what durationBucket() was given", () => {
  for (let duration = 1000; duration < 2 ** 53; duration = Math.ceil(duration * 1.01)) {
    const off = bucketDuration(durationBucket(duration)) / duration - 1;
    ok(Math.abs(off) <= 0.011, `${duration} ns is ${off} off`);
  }
  equal(bucketDuration(durationBucket(0)), 0);
});
