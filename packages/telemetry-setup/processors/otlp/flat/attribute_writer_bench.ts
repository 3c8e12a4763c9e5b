import type { AnyValue } from "@opentelemetry/api";
import { ProtobufWriter } from "@otel-deno/otlp/writer";
import { createAttributeWriter } from "./attribute_writer.ts";

const LISTS = 1000;
const write = createAttributeWriter(9);
const writer = new ProtobufWriter();
const repairs = { count: 0 };

function listOf(index: number): AnyValue[] {
  return [
    ...["http.request.method", "GET", "url.path", "/rolldice", "url.scheme", "http"],
    ...["server.address", "127.0.0.1", "server.port", 8080, "client.address", "127.0.0.1"],
    ...["network.peer.address", "127.0.0.1", "network.peer.port", 40_000 + index % 16],
    ...["url.query", `player=${index}`, "http.route", "/rolldice"],
    ...["http.response.status_code", 200],
  ];
}

const shapes: Record<string, AnyValue[][]> = {
  "11 attributes of a request": Array.from({ length: LISTS }, (_, index) => listOf(index)),
  "1 attribute with few values": Array.from({ length: LISTS }, (_, index) => ["roll", index % 6]),
};

for (const [shape, lists] of Object.entries(shapes)) {
  Deno.bench(`createAttributeWriter(), ${LISTS} times ${shape}`, () => {
    writer.reset(64);
    for (const list of lists) write(writer, list, repairs);
  });
}
