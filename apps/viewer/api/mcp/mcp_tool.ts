import type { TelemetryStore } from "../../contract/mod.ts";

/** Something that an agent may ask for. */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of each argument. */
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  /**
   * @param args As they were sent: nothing about them is certain.
   * @returns What can be written as JSON; small enough to be read as a whole.
   * @throws {BadRequest} If an argument has a value that it cannot have.
   */
  run(args: Readonly<Record<string, unknown>>, store: TelemetryStore): Promise<unknown>;
}
