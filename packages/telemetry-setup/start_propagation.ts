import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type TextMapPropagator,
} from "@opentelemetry/api";
import type { PropagatorConfigModel } from "@opentelemetry/configuration";
import { type ReadEnv, readEnv } from "./config/read_env.ts";
import type { Carrier } from "./instrumentations/worker/hold_messages.ts";
import { createPropagator } from "./providers/create_propagator.ts";
import {
  createEnvironmentCarrier,
  type EnvironmentCarrier,
} from "./providers/propagators/environment_carrier.ts";
import { RootContextManager } from "./providers/context/root_context_manager.ts";

/** What the thread above hands over to a worker. */
export interface HandedOver {
  /** Of what made the worker. */
  readonly root: Carrier | Promise<Carrier>;
  /** Has it told of what sent a message, before the application gets that message. */
  readonly beforeEachMessage?: (enter: (carrier: Carrier) => void) => void;
}

/** Options of {@linkcode startPropagation}. */
export interface StartPropagationOptions {
  /** @default the environment tells who started this process */
  readonly handedOver?: HandedOver;
  /** Whether inner functions of Deno may be used. @default true */
  readonly fastPath?: boolean;
  /** @default the process's environment, as far as it is permitted */
  readonly env?: ReadEnv;
}

/** How trace context gets here and leaves. */
export interface Propagation {
  readonly propagator: TextMapPropagator;
  readonly contextManager: RootContextManager;
  readonly environment: EnvironmentCarrier;
}

/**
 * Builds what carries trace context, and makes the context that was handed over to this process or
 * this worker the one of all code that runs in no other.
 */
export function startPropagation(
  config: PropagatorConfigModel | undefined,
  { handedOver, fastPath = true, env = readEnv }: StartPropagationOptions = {},
): Propagation {
  const propagator = createPropagator(config);
  const contextManager = new RootContextManager({ fastPath });
  const environment = createEnvironmentCarrier(propagator, env);
  const extract = (carrier: Carrier): Context =>
    propagator.extract(ROOT_CONTEXT, carrier, defaultTextMapGetter);
  if (handedOver === undefined) contextManager.setRoot(environment.root);
  else {
    const { root, beforeEachMessage } = handedOver;
    if (root instanceof Promise) {
      root.then((carrier) => contextManager.setRoot(extract(carrier)), () => {});
    } else contextManager.setRoot(extract(root));
    beforeEachMessage?.((carrier) => contextManager.enter(extract(carrier)));
  }
  return { propagator, contextManager, environment };
}
