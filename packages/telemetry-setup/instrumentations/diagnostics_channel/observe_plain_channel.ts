// Hot path: runs once a message of a named channel.
import { context, diag, type Logger } from "@opentelemetry/api";
import { currentTime } from "../../clock/current_time.ts";
import { isWithoutTracing } from "../is_without_tracing.ts";
import { SEVERITIES } from "../severity.ts";
import type { MessageReader } from "./message_reader.ts";
import type { DiagnosticsChannelModule } from "./observe_tracing_channel.ts";

/** What is done with the messages of a channel. */
export interface PlainChannelOptions {
  readonly logger: Logger;
  readonly reader: MessageReader;
}

/**
 * Records the messages of a channel as events: log records with the channel's name, in the context in
 * which they were published.
 *
 * @see {@link https://opentelemetry.io/docs/specs/otel/logs/data-model/#events}
 */
export function observePlainChannel(
  module: DiagnosticsChannelModule,
  name: string,
  { logger, reader }: PlainChannelOptions,
): Disposable {
  let recording = false;

  function listen(message: unknown): void {
    // What records it may publish there, too.
    if (recording || isWithoutTracing(context.active())) return;
    recording = true;
    try {
      const time = currentTime();
      const isObject = typeof message === "object" && message !== null;
      logger.emit({
        ...SEVERITIES.info,
        eventName: name,
        timestamp: time,
        observedTimestamp: time,
        ...isObject &&
          { attributes: { ...reader.readServer(message), ...reader.readFields(message) } },
      });
    } catch (error) {
      diag.warn(`Cannot record what ${name} tells`, error);
    } finally {
      recording = false;
    }
  }

  module.subscribe(name, listen);
  return { [Symbol.dispose]: () => void module.unsubscribe(name, listen) };
}
