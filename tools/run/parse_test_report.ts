import { parseXml, XmlElement } from "@rgrove/parse-xml";

/** How a test ended. */
export type TestOutcome = "passed" | "failed" | "ignored";

/** One test of a run. */
export interface TestCase {
  /** The test file; `a.ts#5-10.ts` and `A.md#2-6.ts` are blocks of documentation. */
  readonly file: string;
  readonly name: string;
  readonly outcome: TestOutcome;
}

/**
 * Reads the JUnit report of `deno test`.
 *
 * A step of a test is a test of its own there. A file that throws while it loads is missing.
 *
 * @throws {Error} if the report is not XML
 *
 * @example One test that passed
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseTestReport } from "./parse_test_report.ts";
 *
 * const xml = `<testsuites><testsuite name="./a_test.ts"><testcase name="a"></testcase></testsuite></testsuites>`;
 * assert.deepEqual(parseTestReport(xml), [{ file: "a_test.ts", name: "a", outcome: "passed" }]);
 * ```
 */
export function parseTestReport(xml: string): readonly TestCase[] {
  const { root } = parseXml(replaceControlCharacters(xml));
  return elementsOf(root, "testsuite").flatMap((suite) =>
    elementsOf(suite, "testcase").map((test) => ({
      file: (suite.attributes["name"] ?? "").replace(/^\.\//, ""),
      name: test.attributes["name"] ?? "",
      outcome: outcomeOf(test),
    }))
  );
}

function outcomeOf(test: XmlElement): TestOutcome {
  if (elementsOf(test, "failure").length > 0 || elementsOf(test, "error").length > 0) {
    return "failed";
  }
  return elementsOf(test, "skipped").length > 0 ? "ignored" : "passed";
}

function elementsOf(parent: XmlElement | null, name: string): readonly XmlElement[] {
  return (parent?.children ?? []).filter((child): child is XmlElement =>
    child instanceof XmlElement && child.name === name
  );
}

/** Deno writes what a test printed in its error as it is, also what XML cannot hold. */
function replaceControlCharacters(xml: string): string {
  return xml.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
