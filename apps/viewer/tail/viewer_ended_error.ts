/** The viewer that was asked before answers no longer. */
export class ViewerEndedError extends Error {
  constructor(options?: ErrorOptions) {
    super("Cannot go on: the viewer has ended", options);
    this.name = "ViewerEndedError";
  }
}
