/** A request's share of what a receiver may be busy with. Disposing of it gives it back. */
export interface Ticket extends Disposable {
  /** Counts bytes of the request. Returns false where they do not fit. */
  take(count: number): boolean;
}
