/** What the user wrote cannot be run: one line says why, and the exit code follows. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** 2 for a wrong command line, 127 for a command that is not there, 126 for one that cannot run. */
  readonly exitCode: number;

  constructor(message: string, exitCode = 2) {
    super(message);
    this.exitCode = exitCode;
  }
}
