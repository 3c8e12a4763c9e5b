/** What one check found. */
export interface Finding {
  /** What was looked at: a variable, a permission, a receiver. */
  readonly subject: string;
  readonly ok: boolean;
  /** One line: what is right, or what is wrong and what to do. */
  readonly message: string;
}
