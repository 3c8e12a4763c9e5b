// Hot path: runs once a span, its methods several times.
import type { Attributes, Exception, Link, Span, SpanStatus, TimeInput } from "@opentelemetry/api";
import type { Guard } from "./guard.ts";
import { guardException } from "./guard_exception.ts";
import { guardLinks } from "./guard_links.ts";

/**
 * Creates a function that guards the SDK's spans: afterwards they take values of any kind, and their
 * methods never throw. A span stays the object that it is, so that code finds all that the SDK has
 * on it; only its methods come from another prototype, one for all spans.
 */
export function createSpanGuard(guard: Guard): (span: Span) => Span {
  const prototypes = new WeakMap<object, object>();
  return (span) => {
    // Those that are not recorded do nothing with what they are given.
    if (!span.isRecording()) return span;
    const original: Span = Object.getPrototypeOf(span);
    let guarded = prototypes.get(original);
    if (guarded === undefined) {
      guarded = Object.setPrototypeOf(createMethods(original, guard), original) as object;
      prototypes.set(original, guarded);
    }
    return Object.setPrototypeOf(span, guarded);
  };
}

function createMethods(original: Span, guard: Guard): object {
  return {
    setAttribute(this: Span, key: string, value: unknown) {
      try {
        original.setAttribute.call(this, guard.text(key), guard.value(value));
      } catch {
        guard.leaveOut();
      }
      return this;
    },
    setAttributes(this: Span, attributes: Attributes) {
      try {
        original.setAttributes.call(this, guard.attributes(attributes) ?? {});
      } catch {
        guard.leaveOut();
      }
      return this;
    },
    addEvent(
      this: Span,
      name: string,
      attributesOrTime?: Attributes | TimeInput,
      time?: TimeInput,
    ) {
      try {
        const at = isTimeLike(attributesOrTime)
          ? guard.time(attributesOrTime)
          : guard.attributes(attributesOrTime);
        original.addEvent.call(this, guard.text(name), at, guard.time(time));
      } catch {
        guard.leaveOut();
      }
      return this;
    },
    addLink(this: Span, link: Link) {
      return this.addLinks([link]);
    },
    addLinks(this: Span, links: Link[]) {
      try {
        for (const link of guardLinks(links, guard)) original.addLink.call(this, link);
      } catch {
        guard.leaveOut();
      }
      return this;
    },
    setStatus(this: Span, status: SpanStatus) {
      try {
        const { code, message } = status;
        if (code !== 0 && code !== 1 && code !== 2) guard.leaveOut();
        else {
          original.setStatus.call(
            this,
            message === undefined ? status : { code, message: guard.text(message) },
          );
        }
      } catch {
        guard.leaveOut();
      }
      return this;
    },
    updateName(this: Span, name: string) {
      original.updateName.call(this, guard.text(name));
      return this;
    },
    end(this: Span, time?: TimeInput) {
      try {
        original.end.call(this, guard.time(time));
      } catch {
        // What a processor of the user's throws.
        guard.leaveOut();
      }
    },
    recordException(this: Span, exception: Exception, time?: TimeInput) {
      try {
        original.recordException.call(this, guardException(exception, guard), guard.time(time));
      } catch {
        guard.leaveOut();
      }
    },
  };
}

/** As the API tells its two second parameters apart. */
function isTimeLike(value: Attributes | TimeInput | undefined): value is TimeInput {
  return typeof value === "number" || Array.isArray(value) || value instanceof Date;
}
