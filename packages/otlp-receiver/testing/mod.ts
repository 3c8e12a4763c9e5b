/**
 * A receiver for OTLP that misbehaves, for tests of senders, and certificates for it.
 *
 * @module
 */

export {
  type Certificate,
  type CertificateOptions,
  createCertificate,
} from "./create_certificate.ts";
export { compressFlood, UNPACKED_BYTES } from "./compress_flood.ts";
export { FLOOD_BYTES } from "./flood_bytes.ts";
export type { Fault, Misbehaviour, RecordedRequest, RequestHead } from "./misbehaviour.ts";
export {
  type FaultyReceiver,
  type FaultyReceiverOptions,
  startFaultyReceiver,
} from "./start_faulty_receiver.ts";
