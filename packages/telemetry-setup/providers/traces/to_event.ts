import type { Attributes, TimeInput } from "@opentelemetry/api";
import type { TimedEvent } from "@opentelemetry/sdk-trace";
import { currentTime } from "../../clock/current_time.ts";
import { type AttributeList, toAttributes } from "../attributes/to_attributes.ts";
import { addAttributes } from "./attributes/add_attributes.ts";
import type { SpanSettings } from "./span_settings.ts";
import { toHrTime } from "./to_hr_time.ts";

/** What the API's `addEvent` is given beside the name. */
export interface EventArguments {
  readonly attributesOrTime: Attributes | TimeInput | undefined;
  readonly time: TimeInput | undefined;
  readonly settings: SpanSettings;
}

/** Makes an event as a span keeps it. What is no time is now. */
export function toEvent(
  name: string,
  { attributesOrTime, time, settings }: EventArguments,
): TimedEvent {
  const { guard, rules, now } = settings;
  const isTime = isTimeLike(attributesOrTime);
  const given = guard.time(time) ?? (isTime ? guard.time(attributesOrTime) : undefined);
  const read = now();
  const event = {
    name: guard.text(name),
    time: given === undefined ? currentTime(read) : toHrTime(given, read),
  };
  if (isTime || attributesOrTime === undefined || attributesOrTime === null) return event;
  if (typeof attributesOrTime !== "object") {
    guard.leaveOut();
    return event;
  }
  const list: AttributeList = [];
  const droppedAttributesCount = addAttributes(list, attributesOrTime, rules.event);
  return { ...event, attributes: toAttributes(list), droppedAttributesCount };
}

/** As the API tells its two second parameters apart. */
function isTimeLike(value: Attributes | TimeInput | undefined): value is TimeInput {
  return typeof value === "number" || Array.isArray(value) || value instanceof Date;
}
