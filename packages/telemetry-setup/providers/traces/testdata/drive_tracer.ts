import {
  type Attributes,
  type Context,
  type Exception,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  type SpanOptions,
  type SpanStatus,
  type TimeInput,
  trace,
} from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import type { ReadableSpan } from "@opentelemetry/sdk-trace";
import {
  chance,
  pick,
  type Random,
  randomAttributes,
  randomException,
  randomLink,
  randomSpanContext,
  randomTime,
  randomValue,
} from "./random_values.ts";

/** What is called, between the script and the API. */
export interface Caller {
  startSpan(scope: string, name: string, options: SpanOptions, context: Context): Span;
  setAttribute(span: Span, key: string, value: unknown): void;
  setAttributes(span: Span, attributes: Attributes | undefined): void;
  addEvent(
    span: Span,
    name: string,
    attributes: Attributes | TimeInput | undefined,
    time: TimeInput | undefined,
  ): void;
  addLink(span: Span, link: Link): void;
  setStatus(span: Span, status: SpanStatus): void;
  updateName(span: Span, name: string): void;
  recordException(span: Span, exception: Exception, time: TimeInput | undefined): void;
  end(span: Span, time: TimeInput | undefined): void;
}

/** A clock that stands still between two calls. */
export interface StoppedClock {
  epochMillis: number;
}

const SCOPES = ["dice", "http"];
const NAMES = ["roll", "GET /rolldice", "", 7 as unknown as string, null as unknown as string];

/** Calls the API in the same way for the same numbers from the source of chance. */
export function driveTracer(caller: Caller, random: Random, clock: StoppedClock): void {
  const contexts: Context[] = [ROOT_CONTEXT];
  const spans: Span[] = [];

  function start(): void {
    const options = {
      ...chance(0.6, random) && { attributes: randomAttributes(random) },
      ...chance(0.3, random) && { kind: pick([0, 1, 2, 3, 4, 9, "x"], random) as SpanKind },
      ...chance(0.2, random) && { startTime: randomTime(random, clock.epochMillis) },
      ...chance(0.1, random) && { root: true },
      ...chance(0.2, random) && { links: Array.from({ length: 4 }, () => randomLink(random)) },
    } as SpanOptions;
    const context = pick(contexts, random);
    const span = caller.startSpan(pick(SCOPES, random), pick(NAMES, random), options, context);
    spans.push(span);
    contexts.push(trace.setSpan(context, span));
  }

  function change(span: Span): void {
    switch (Math.floor(random() * 12)) {
      case 0:
      case 1:
      case 2:
        return caller.setAttribute(
          span,
          pick(["a", "b", "z", "", "__proto__"], random),
          randomValue(random),
        );
      case 3:
        return caller.setAttributes(span, randomAttributes(random));
      case 4:
      case 5: {
        const first = chance(0.3, random)
          ? randomTime(random, clock.epochMillis)
          : randomAttributes(random);
        return caller.addEvent(
          span,
          pick(NAMES, random),
          first,
          randomTime(random, clock.epochMillis),
        );
      }
      case 6:
        return caller.addLink(span, randomLink(random));
      case 7:
        return caller.setStatus(
          span,
          pick<unknown>([
            { code: 0 },
            { code: 1, message: "fine" },
            { code: 2 },
            { code: 2, message: "lost" },
            { code: 2, message: 5 },
            { code: 9 },
            null,
          ], random) as SpanStatus,
        );
      case 8:
        return caller.updateName(span, pick(NAMES, random));
      case 9:
        return caller.recordException(
          span,
          randomException(random),
          randomTime(random, clock.epochMillis),
        );
      case 10: {
        // As a processor of the user's reads and changes them.
        const { attributes } = span as Span & Partial<ReadableSpan>;
        if (attributes !== undefined && span.isRecording()) attributes["changed"] = true;
        return;
      }
      default:
        return caller.end(span, randomTime(random, clock.epochMillis));
    }
  }

  if (chance(0.5, random)) {
    contexts.push(trace.setSpanContext(ROOT_CONTEXT, randomSpanContext(random)));
  }
  if (chance(0.1, random)) contexts.push(suppressTracing(ROOT_CONTEXT));
  const steps = 3 + Math.floor(random() * 20);
  for (let step = 0; step < steps; step++) {
    clock.epochMillis += Math.floor(random() * 50);
    if (spans.length === 0 || chance(0.25, random)) start();
    else change(pick(spans, random));
  }
  for (const span of spans) caller.end(span, undefined);
}
