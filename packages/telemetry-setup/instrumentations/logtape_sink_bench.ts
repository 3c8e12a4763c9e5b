import { getLogger, type LogRecord } from "@logtape/logtape";
import { createLogtapeSink } from "./logtape_sink.ts";
import { recordNothing } from "./testdata/record_nothing.ts";

const sink = createLogtapeSink(recordNothing().loggerProvider);
const logger = getLogger(["dice-server"]);

function record(): LogRecord {
  return {
    category: logger.category,
    level: "warning",
    message: ["", "alice", " is rolling the dice: ", 4, ""],
    rawMessage: "{player} is rolling the dice: {result}",
    timestamp: Date.now(),
    properties: { player: "alice", result: 4 },
  };
}

Deno.bench("making a record", { baseline: true }, () => {
  record();
});

Deno.bench("createLogtapeSink()", () => {
  sink(record());
});
