// Hot path: runs for every metric that is stored.
import { encodeMetrics } from "@otel-deno/otlp";
import { BlockKind } from "../index/block.ts";
import type { DataPoint } from "./points_of_metric.ts";
import type { MetricOrigin } from "../dictionaries/series_dictionary.ts";
import { MAX_DEPTH } from "../dictionaries/source_dictionary.ts";
import { splitMessages } from "./split_messages.ts";
import { storedTime } from "../index/stored_time.ts";
import type { WriteState } from "./write_state.ts";

/** Writes data points of one metric of one source. */
export function writePoints(
  { connection, blocks, series }: WriteState,
  origin: MetricOrigin,
  points: readonly DataPoint[],
): void {
  const { bytes, offsets } = splitMessages(
    encodeMetrics(
      { resourceMetrics: [{ scopeMetrics: [{ metrics: [origin.points.wrap(points)] }] }] },
      "protobuf",
      { maxDepth: MAX_DEPTH },
    ),
    4,
  );
  const metric = series.metricOf(origin);
  const insert = connection.prepare("INSERT INTO points VALUES (?, ?, ?, ?)");
  for (const [index, point] of points.entries()) {
    const { block, number } = blocks.add(BlockKind.POINTS);
    const time = storedTime(point.timeUnixNano);
    const data = bytes.subarray(offsets[index], offsets[index + 1]);
    const of = series.seriesOf(metric, point.attributes, {
      source: origin.source,
      block: block.row.id,
    });
    insert.run(number, of, time, data);
    block.count(origin.source, time, false);
    block.include(time);
    block.row.items++;
    block.row.bytes += data.length;
  }
}
