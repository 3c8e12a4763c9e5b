import { type Counter, metrics, type Span, trace, type Tracer } from "@opentelemetry/api";

let instruments: { readonly tracer: Tracer; readonly counter: Counter } | undefined;

/**
 * Rolls the dice so many times: each roll is a span and a count. Not the one of dice-core: its
 * counter is one of whole numbers, and Deno's own OpenTelemetry throws at those.
 */
export function rollDice(rolls: number): readonly number[] {
  const { tracer, counter } = instruments ??= {
    tracer: trace.getTracer("dice"),
    counter: metrics.getMeter("dice").createCounter("dice.rolls"),
  };
  const roll = (span: Span): number => {
    const value = Math.floor(Math.random() * 6) + 1;
    span.setAttribute("roll.value", value);
    counter.add(1, { "roll.value": value });
    span.end();
    return value;
  };
  const values: number[] = [];
  for (let count = 0; count < rolls; count++) values.push(tracer.startActiveSpan("roll", roll));
  return values;
}
