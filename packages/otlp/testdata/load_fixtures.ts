import { CODECS } from "./codecs.ts";
import fixtures from "./fixtures.json" with { type: "json" };

/** A message as Python's protobuf classes have it; `make_fixtures.py` says what is what. */
export interface Fixture {
  readonly name: string;
  readonly kind: keyof typeof CODECS;
  readonly input: Uint8Array;
  readonly protobuf: Uint8Array;
  readonly json: unknown;
  readonly record: unknown;
}

/** Reads the messages that Python made, without needing a permission. */
export function loadFixtures(): readonly Fixture[] {
  return (fixtures as readonly StoredFixture[]).map((fixture) => ({
    ...fixture,
    name: `${fixture.kind}: ${fixture.name}`,
    input: Uint8Array.fromBase64(fixture.input ?? fixture.protobuf),
    protobuf: Uint8Array.fromBase64(fixture.protobuf),
  }));
}

interface StoredFixture {
  readonly name: string;
  readonly kind: keyof typeof CODECS;
  readonly input?: string;
  readonly protobuf: string;
  readonly json: unknown;
  readonly record: unknown;
}
