import { ValueType } from "@opentelemetry/api";
import { InstrumentType, type ViewOptions } from "@opentelemetry/sdk-metrics";
import { equal, throws } from "node:assert/strict";
import type { InstrumentDescriptor } from "../instrument_descriptor.ts";
import { createView } from "./view.ts";

const INSTRUMENT: InstrumentDescriptor = {
  name: "http.server.request.duration",
  type: InstrumentType.HISTOGRAM,
  unit: "s",
  description: "",
  valueType: ValueType.DOUBLE,
  advice: {},
};
const SCOPE = { name: "http", version: "1.0", schemaUrl: "https://example.com/1" };

/** By the criteria, whether they select the instrument above. */
const SELECTORS: readonly (readonly [ViewOptions, boolean])[] = [
  [{ instrumentName: "http.server.request.duration" }, true],
  [{ instrumentName: "http.server.request" }, false],
  [{ instrumentName: "HTTP.server.request.duration" }, false],
  [{ instrumentName: "*" }, true],
  [{ instrumentName: "http.*.duration" }, true],
  [{ instrumentName: "h*.*.dur?tion" }, true],
  [{ instrumentName: "httpxserver.request.duration" }, false],
  [{ instrumentType: InstrumentType.HISTOGRAM }, true],
  [{ instrumentType: InstrumentType.COUNTER }, false],
  [{ instrumentUnit: "s" }, true],
  [{ instrumentUnit: "ms" }, false],
  [{ meterName: "http", meterVersion: "1.0", meterSchemaUrl: "https://example.com/1" }, true],
  [{ meterName: "h*" }, false],
  [{ meterVersion: "2.0" }, false],
  [{ meterSchemaUrl: "https://example.com/2" }, false],
  [{ instrumentName: "*", instrumentUnit: "ms" }, false],
];

for (const [options, expected] of SELECTORS) {
  Deno.test(`createView() ${expected ? "selects" : "passes over"} by ${JSON.stringify(options)}`, () => {
    equal(createView(options).selects(INSTRUMENT, SCOPE), expected);
  });
}

Deno.test("createView() refuses to select nothing in particular", () => {
  throws(
    () => createView({ name: "all" }),
    new TypeError("Cannot create a view: it selects nothing in particular"),
  );
});

Deno.test("createView() refuses one name for what may be several instruments", () => {
  const selectors: ViewOptions[] = [
    { instrumentUnit: "s" },
    { instrumentName: "a*" },
    { instrumentName: "a?" },
  ];
  for (const selector of selectors) {
    throws(
      () => createView({ ...selector, name: "one" }),
      new TypeError(
        "Cannot create the view one: its selector may match several instruments, " +
          "name one in instrumentName",
      ),
    );
  }
});
