import process from "node:process";
import { answerQuestions } from "../../harness/answer_questions.ts";
import { writeLine } from "../../harness/write_line.ts";
import { createDice, type DiceOptions, type Work } from "./create_dice.ts";

/** What the application tells of itself. */
export interface AppFigures extends Work {
  /** Time of the processors so far, of all threads, as the system counts it, in microseconds. */
  readonly cpuMicros: number;
}

/** Serves the dice; it ends when nobody asks it any more. */
export function serveDice(options: DiceOptions): void {
  const { app, work } = createDice(options);
  const server = Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => writeLine({ port }),
  }, app.fetch);
  const figures = (): AppFigures => {
    const { user, system } = process.cpuUsage();
    return { ...work, cpuMicros: user + system };
  };
  answerQuestions({ figures }, () => server.shutdown());
}
