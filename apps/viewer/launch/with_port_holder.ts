import { describePortHolder, type PortQuestion } from "./describe_port_holder.ts";

/** Where something listens, and the option that takes it elsewhere. */
export interface Listening extends PortQuestion {
  readonly option: string;
}

/**
 * Starts to listen. If the port is taken, the error names who has it and the option for another one.
 *
 * @throws {Error} What `start` threw, with that added.
 */
export async function withPortHolder<T>(
  start: () => T | Promise<T>,
  { option, ...question }: Listening,
): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Error) || !error.message.endsWith("the port is taken")) throw error;
    const holder = await describePortHolder(question);
    const by = holder === undefined ? "" : ` by ${holder}`;
    throw new Error(`${error.message}${by}; ${option} takes another one`, { cause: error });
  }
}
