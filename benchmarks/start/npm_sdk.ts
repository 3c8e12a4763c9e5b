/**
 * The peer: the npm SDK as its documentation has it, started with `--preload`.
 *
 * @module
 */
import { NodeSDK } from "@opentelemetry/sdk-node";

new NodeSDK().start();
