/** A request that cannot be answered; its message is what the client is told. */
export class BadRequest extends Error {
  /** Of HTTP. */
  readonly status: 400 | 404 | 413 | 415;

  constructor(message: string, status: 400 | 404 | 413 | 415 = 400) {
    super(message);
    this.name = "BadRequest";
    this.status = status;
  }
}
