import { OtlpDecodeError } from "../otlp_decode_error.ts";

/** Where in a JSON text the decoder is. */
export class JsonPath {
  readonly #root: string;
  readonly #steps: (string | number)[] = [];

  /** @param root What the text is, for errors. */
  constructor(root: string) {
    this.#root = root;
  }

  /** Goes to a member of an object or an item of a list. */
  enter(step: string | number): void {
    this.#steps.push(step);
  }

  /** Goes back to the object or list. */
  leave(): void {
    this.#steps.pop();
  }

  /** Throws an error that says what is wrong here. */
  fail(state: string): never {
    const path = this.#steps
      .map((step) => typeof step === "number" ? `[${step}]` : `.${step}`)
      .join("")
      .slice(1);
    throw new OtlpDecodeError(`Cannot decode ${this.#root}: ${path || "the JSON text"} ${state}`, {
      path,
    });
  }
}
