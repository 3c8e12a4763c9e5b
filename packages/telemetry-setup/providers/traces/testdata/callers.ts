import {
  type Link,
  type SpanKind,
  SpanKind as Kinds,
  type TracerProvider,
} from "@opentelemetry/api";
import type { Guard } from "../../guard/guard.ts";
import { guardException } from "../../guard/guard_exception.ts";
import type { Caller } from "./drive_tracer.ts";

/** Calls the API with what it is given. */
export function callDirectly(provider: TracerProvider): Caller {
  return {
    startSpan: (scope, name, options, context) =>
      provider.getTracer(scope).startSpan(name, options, context),
    setAttribute: (span, key, value) => void span.setAttribute(key, value as string),
    setAttributes: (span, attributes) => void span.setAttributes(attributes!),
    addEvent: (span, name, attributes, time) => void span.addEvent(name, attributes, time),
    addLink: (span, link) => void span.addLink(link),
    setStatus: (span, status) => void span.setStatus(status),
    updateName: (span, name) => void span.updateName(name),
    recordException: (span, exception, time) => span.recordException(exception, time),
    end: (span, time) => span.end(time),
  };
}

/**
 * Calls the API with what the guard makes of what it is given: what the SDK, which believes
 * everything, has to be given so that it does what our spans do by themselves.
 */
export function callGuarded(provider: TracerProvider, guard: Guard): Caller {
  const toKey = (key: unknown) => key === "__proto__" ? "[__proto__]" : guard.text(key as string);
  return {
    startSpan(scope, name, options, context) {
      const { kind, attributes, startTime, links, root } = options;
      const time = guard.time(startTime);
      return provider.getTracer(scope).startSpan(guard.text(name), {
        kind: typeof kind === "number" && kind in Kinds ? kind : 0 as SpanKind,
        attributes: guard.attributes(attributes) ?? {},
        ...time !== undefined && { startTime: time },
        ...links && { links: toLinks(links, guard) },
        ...root && { root },
      }, context);
    },
    setAttribute: (span, key, value) =>
      void span.setAttribute(toKey(key), guard.value(value) as string),
    setAttributes: (span, attributes) =>
      void span.setAttributes(guard.attributes(attributes) ?? {}),
    addEvent(span, name, first, time) {
      const isTime = typeof first === "number" || Array.isArray(first) || first instanceof Date;
      span.addEvent(
        guard.text(name),
        isTime ? guard.time(first) : guard.attributes(first),
        guard.time(time),
      );
    },
    addLink(span, link) {
      for (const guarded of toLinks([link], guard)) span.addLink(guarded);
    },
    setStatus(span, status) {
      if (status === null || ![0, 1, 2].includes(status.code)) return;
      const { code, message } = status;
      span.setStatus(message === undefined ? { code } : { code, message: guard.text(message) });
    },
    updateName: (span, name) => void span.updateName(guard.text(name)),
    recordException: (span, exception, time) =>
      span.recordException(guardException(exception, guard), guard.time(time)),
    end: (span, time) => span.end(guard.time(time)),
  };
}

function toLinks(links: readonly Link[], guard: Guard): Link[] {
  return links.filter((link) => typeof link?.context?.traceId === "string").map((link) => {
    const attributes = guard.attributes(link.attributes);
    return { context: link.context, ...attributes && { attributes } };
  });
}
