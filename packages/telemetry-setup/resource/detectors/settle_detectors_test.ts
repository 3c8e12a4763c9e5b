import type { DetectedResourceAttributes, ResourceDetector } from "@opentelemetry/resources";
import assert from "node:assert/strict";
import { settleDetectors } from "./settle_detectors.ts";

const finds = (attributes: DetectedResourceAttributes): ResourceDetector => ({
  detect: () => ({ attributes }),
});
const never = new Promise<never>(() => {});

Deno.test("settleDetectors() takes values and promises, and the last detector wins", async () => {
  const { attributes, failures } = await settleDetectors([
    finds({ team: "blue", zones: Promise.resolve(["a", "b"]), size: 3 }),
    finds({ team: Promise.resolve("red"), unknown: undefined }),
  ]);
  assert.deepEqual(Object.fromEntries(attributes), { team: "red", zones: ["a", "b"], size: 3 });
  assert.deepEqual(failures, []);
});

Deno.test("settleDetectors() runs all before it waits, and gives them one deadline", async () => {
  let asked = 0;
  const detector: ResourceDetector = {
    detect() {
      asked++;
      return { attributes: { [`slow.${asked}`]: never, [`quick.${asked}`]: asked } };
    },
  };
  const settling = settleDetectors([detector, detector, detector], { timeoutMillis: 5 });
  assert.equal(asked, 3);
  const { attributes, failures } = await settling;
  assert.deepEqual([...attributes.keys()], ["quick.1", "quick.2", "quick.3"]);
  assert.deepEqual(failures, [
    "Cannot detect slow.1: not known within 5 ms",
    "Cannot detect slow.2: not known within 5 ms",
    "Cannot detect slow.3: not known within 5 ms",
  ]);
});

Deno.test("settleDetectors() says in a line each what failed, and keeps the rest", async () => {
  const { attributes, failures } = await settleDetectors(
    [
      {
        detect: () => {
          throw new Error("no metadata");
        },
      },
      {
        detect: () => {
          const text: unknown = "text";
          throw text;
        },
      },
      { detect: () => undefined as never },
      {},
      {
        detect: () => ({
          attributes: {
            get bad(): string {
              throw new Error("getter");
            },
          },
        }),
      },
      finds({ rejected: Promise.reject(new Error("refused")), odd: { a: 1 }, team: "blue" }),
    ] as readonly ResourceDetector[],
  );
  assert.deepEqual([...attributes], [["team", "blue"]]);
  assert.deepEqual(failures.toSorted(), [
    "Cannot detect odd: its value is no attribute's",
    "Cannot detect rejected: refused",
    "Cannot run a resource detector: detector.detect is not a function",
    "Cannot run a resource detector: getter",
    "Cannot run a resource detector: no metadata",
    "Cannot run a resource detector: something that is no error was thrown",
  ]);
});

Deno.test("settleDetectors() does not mind what is rejected after the deadline", async () => {
  const { promise, reject } = Promise.withResolvers<string>();
  const { failures } = await settleDetectors([finds({ late: promise })], { timeoutMillis: 1 });
  assert.deepEqual(failures, ["Cannot detect late: not known within 1 ms"]);
  reject(new Error("much later"));
  // An unhandled rejection would fail this test.
  await new Promise((resolve) => setTimeout(resolve, 0));
});
