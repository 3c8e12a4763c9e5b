import { createClientConnections } from "./client/client_connections.ts";
import { type ClientRoute, createClientRoutes } from "./client/client_routes.ts";
import { createPendingTickets } from "./client/pending_tickets.ts";
import { createRemainsElsewhere, NOTHING } from "./client/remains_elsewhere.ts";
import { sharePayload } from "./client/share_payload.ts";
import { sumItems } from "./client/sum_items.ts";
import { createUnreleasedPayloads, type Put } from "./client/unreleased_payloads.ts";
import {
  type Delivery,
  type RemainingItems,
  type Remains,
  type RouteConfig,
  SLOW_MS,
} from "./delivery.ts";
import type { OnOutcome, PayloadOptions, Route } from "./route.ts";
import type { UndeliveredPayload } from "./spool/keep_on_disk.ts";
import type { SpoolFigures } from "./spool/spool.ts";
import type { Signal } from "./transport.ts";
import type { DeliveryListener, OpenChannel } from "./worker/delivery_channel.ts";
import type { DeliveryAnswer } from "./worker/delivery_message.ts";
import { PAYLOAD_OVERHEAD_BYTES } from "./worker/queued_bytes.ts";

/** Options of {@linkcode createDeliveryClient}. */
export interface DeliveryClientOptions {
  /**
   * Bytes that are handed over and neither settled nor on disk, at most, of all threads together;
   * more are dropped. Each payload counts with 2,000 bytes besides its own. Each destination gets an
   * equal share at most, so that one that is down takes no room from the others.
   */
  readonly maxBytes: number;
  /** Whether what is handed over is soon on disk. */
  readonly isDurable: boolean;
  /** Puts payloads on disk at once; says of each whether it is there. @default none is */
  readonly keep?: (payloads: readonly UndeliveredPayload[]) => readonly boolean[];
  /** Told when what delivers is gone; the next channel takes its place. */
  readonly onFailure: (reason: string, next: number) => void;
  /** Told what the spool lets go of. */
  readonly onDropped: (
    items: { readonly signal: Signal; readonly itemCount: number },
    reason: string,
  ) => void;
  /** Told how full the spool is, whenever that has changed. */
  readonly onFigures: (figures: SpoolFigures) => void;
  /** Told what the user should know. */
  readonly onProblem: (message: string) => void;
}

/** The ticket of what nobody waits for. */
const UNASKED = -1;

/**
 * Hands payloads to what delivers, and keeps each until that has delivered it or has it on disk. So
 * when one channel fails, nothing is lost: the next one gets everything again.
 *
 * @param channels Each is opened when the one before has failed. The last never fails.
 * @throws {TypeError} If the first channel cannot be opened.
 */
export function createDeliveryClient(
  channels: readonly [OpenChannel, ...OpenChannel[]],
  options: DeliveryClientOptions,
): Delivery {
  const { maxBytes, isDurable, onFailure, onDropped, onFigures, onProblem } = options;
  const { keep = (payloads) => payloads.map(() => false) } = options;
  const routes = createClientRoutes();
  const unreleased = createUnreleasedPayloads((route) => {
    const { destination, open: { config: { signal } } } = routes.at(route)!;
    return { destination, signal };
  });
  const elsewhere = createRemainsElsewhere();
  const connections = createClientConnections();
  const tickets = createPendingTickets();
  let sequences = 0;
  let holds = 0;
  /** What had been handed over when it was last waited for in vain. */
  let gaveUpAt = -1;
  let ended = false;
  /** Whether it is only on this thread as long as somebody waits for it. */
  let isHereForNow = false;
  let closed = false;
  let current = 0;
  let channel = channels[0](listenTo(0));

  function listenTo(index: number): DeliveryListener {
    const onFailure = (reason: string) => {
      if (!closed && index === current) fail(reason);
    };
    return {
      onAnswer: (answer) => answer.kind === "ended" ? onFailure(answer.reason) : onAnswer(answer),
      onFailure,
    };
  }

  function onAnswer(answer: Exclude<DeliveryAnswer, { kind: "ended" }>): void {
    switch (answer.kind) {
      case "released":
        return answer.sequences.forEach(release);
      case "outcome":
        return routes.at(answer.route)?.onOutcome(answer.outcome);
      case "done":
        return tickets.done(answer.ticket);
      case "remains":
        return elsewhere.set(answer.remains);
      case "dropped":
        return onDropped(answer, answer.reason);
      case "figures":
        return onFigures(answer.figures);
      case "problem":
        onProblem(answer.message);
    }
  }

  function release(sequence: number): void {
    const put = unreleased.release(sequence);
    if (put !== undefined) routes.at(put.route)!.waitingItems -= put.facts.itemCount;
  }

  /** Whether a destination has its share of the room, which is never less than one payload. */
  function hasItsShare(destination: string, size: number): boolean {
    const { destinationCount } = routes;
    if (destinationCount === 1) return false;
    const waiting = channel.queued.valueFor(destination);
    return waiting > 0 && waiting + size > maxBytes / destinationCount;
  }

  /** Goes on by the next channel, which gets all that the one before had not settled. */
  function fail(reason: string): void {
    const next = current + 1;
    if (channels[next] === undefined) return;
    elsewhere.set(undefined);
    goOnBy(next);
    // What follows the first line is a stack.
    onFailure(reason.split("\n", 1)[0] ?? reason, next);
  }

  function goOnBy(index: number): void {
    // Closed last: a worker of Deno 2.9 that is started right after another was terminated does not
    // begin as long as this thread is blocked.
    const before = channel;
    current = index;
    channel = channels[index]!(listenTo(index));
    before.close();
    connections.move(channel);
    if (holds > 0) channel.ref();
    for (const opening of routes.openings) channel.post(opening);
    for (const put of unreleased.all) postPut(put);
    for (const message of tickets.messages) channel.post(message);
    if (ended) channel.post({ kind: "drain", ticket: UNASKED });
  }

  function deliverHere(): (() => void) | undefined {
    // Nobody else delivers by a channel that has not begun, and nothing waits in it.
    const isElsewhere = channel.canSettle && !channel.isStarted && !connections.haveBeen;
    const last = channels.length - 1;
    // What this thread puts on disk is not found at once by the worker, should the end not wait for it.
    if (closed || isDurable || !isElsewhere || last === 0) return undefined;
    goOnBy(last);
    isHereForNow = true;
    return () => {
      const isDone = isHereForNow && unreleased.byteLength === 0;
      if (closed || !isDone) return void (isHereForNow = false);
      gaveUpAt = sequences;
      goBack();
    };
  }

  function goBack(): void {
    isHereForNow = false;
    ended = false;
    goOnBy(0);
  }

  function postPut(put: Put): void {
    const { destination } = routes.at(put.route)!;
    channel.queued.add(put.payload.length + PAYLOAD_OVERHEAD_BYTES, destination);
    channel.post(put);
  }

  function open(config: RouteConfig, onOutcome: OnOutcome): Route {
    const route = routes.add(config, onOutcome);
    const { open: opening, destination } = route;
    channel.post(opening);
    return {
      signal: config.signal,
      destination,
      isDurable,
      get waitingItems() {
        if (route.waitingItems > 0) channel.poll();
        return route.waitingItems;
      },
      put: (payload, options) => put(route, payload, options),
      flush() {
        const { promise, resolve } = Promise.withResolvers<void>();
        // With nothing to send, no worker is started.
        const isIdle = !route.used || (route.waitingItems === 0 && !isDurable);
        if (closed || route.closed || isIdle) resolve();
        else {
          const { route } = opening;
          channel.post(tickets.add(resolve, (ticket) => ({ kind: "flush", route, ticket })));
        }
        return promise;
      },
      close() {
        route.closed = true;
        channel.post({ kind: "close", route: opening.route });
      },
    };
  }

  function put(route: ClientRoute, payload: Uint8Array, options: PayloadOptions): void {
    const { contentType, itemCount, lingerMillis = 0 } = options;
    const drop = (reason: string) =>
      route.onOutcome({ kind: "dropped", itemCount, reason, replayed: false });
    if (closed || route.closed) return drop("telemetry is shut down");
    const size = payload.length + PAYLOAD_OVERHEAD_BYTES;
    // What was settled is let go of on this thread only when that is heard of.
    const isFull = () =>
      unreleased.byteLength + size > maxBytes || hasItsShare(route.destination, size);
    if (isFull()) channel.poll();
    if (isFull() || channel.queued.value + size > maxBytes) {
      return drop("the delivery queue is full");
    }
    const message: Put = {
      kind: "put",
      route: route.open.route,
      sequence: sequences++,
      payload: channel.isShared ? sharePayload(payload) : payload,
      facts: { contentType, itemCount, dueAt: Date.now() + lingerMillis },
    };
    unreleased.add(message);
    route.waitingItems += itemCount;
    route.used = true;
    postPut(message);
  }

  function settle(timeoutMillis: number, onSlow?: () => void): Remains {
    if (closed) return NOTHING;
    if (timeoutMillis <= 0) {
      channel.poll();
      return remains();
    }
    // What was to be awaited is not: `Deno.exit` came in between, or `deno test`, which waits for
    // nobody.
    if (isHereForNow) goBack();
    const isNothingNew = gaveUpAt === sequences;
    const onDisk = isDurable && sequences > 0;
    const isNothing = unreleased.byteLength === 0 && !connections.haveBeen && !onDisk;
    if (isNothingNew || isNothing) return remains();
    let done = false;
    const asked = unreleased.all
      .filter(({ route }) => !routes.at(route)!.closed)
      .map(({ sequence }) => sequence);
    channel.post(
      tickets.add(
        () => done = true,
        (ticket) => ({ kind: "drain", ticket, unreleased: asked }),
      ),
    );
    waitUntil(() => done, Math.min(timeoutMillis, SLOW_MS));
    if (!done && timeoutMillis > SLOW_MS && channel.canSettle) {
      onSlow?.();
      waitUntil(() => done, timeoutMillis - SLOW_MS);
    }
    if (!done) gaveUpAt = sequences;
    const keptHere = done ? [] : keepHere();
    // The process may live on: an application can prevent the end that an error event announces.
    if (!ended) channel.post({ kind: "resume" });
    if (done && !channel.endsProcess) return NOTHING;
    const { lost, kept } = remains();
    return { lost, kept: sumItems([...kept, ...keptHere]) };
  }

  /** Puts on disk what nobody got to: on a busy machine, the worker may not have begun by then. */
  function keepHere(): readonly RemainingItems[] {
    const puts = unreleased.all;
    if (puts.length === 0 || !channel.canSettle || !channel.endsProcess) return [];
    const routeOf = ({ route }: Put) => routes.at(route)!;
    const isKept = keep(puts.map((put) => {
      const { config } = routeOf(put).open;
      return { config, payload: put.payload, facts: put.facts };
    }));
    const kept = puts.filter((_, index) => isKept[index]);
    for (const { sequence } of kept) release(sequence);
    // A worker that comes to it after all would send all of it once more.
    if (kept.length > 0 && unreleased.byteLength === 0 && !connections.haveBeen) goOnBy(0);
    return kept.map((put) => {
      const { destination, open: { config: { signal } } } = routeOf(put);
      return { destination, signal, itemCount: put.facts.itemCount };
    });
  }

  /** Also by what takes the place of a channel that fails meanwhile. */
  function waitUntil(isDone: () => boolean, milliseconds: number): void {
    const end = performance.now() + milliseconds;
    for (;;) {
      const asked = current;
      const isOver = () => isDone() || asked !== current;
      channel.waitUntil(isOver, Math.max(0, end - performance.now()));
      if (isDone() || asked === current) return;
    }
  }

  /** What was not told before. */
  function remains(): Remains {
    const { lost, kept } = elsewhere.takeUntold();
    return { lost: [...unreleased.takeUntold(), ...lost], kept };
  }

  function hold(): () => void {
    if (holds++ === 0) channel.ref();
    return () => {
      if (--holds === 0) channel.unref();
    };
  }

  return {
    get canSettle() {
      return channel.canSettle;
    },
    open,
    connect() {
      if (closed || !channel.canSettle || !channel.endsProcess) return undefined;
      return connections.add(channel);
    },
    deliverHere,
    hold,
    end() {
      ended = true;
      channel.post({ kind: "drain", ticket: UNASKED });
    },
    settle,
    close() {
      closed = true;
      connections.close();
      channel.close();
      tickets.close();
    },
  };
}
