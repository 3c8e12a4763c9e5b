import { writeLine } from "./write_line.ts";

/**
 * Answers whoever started this process: a question is a line on standard input, an answer a line of
 * JSON on standard output. So nothing that is measured goes through what measures it.
 *
 * @param answers By question.
 * @param onEnd Called when there will be no more questions.
 */
export async function answerQuestions(
  answers: Readonly<Record<string, () => unknown>>,
  onEnd: () => void | Promise<void>,
): Promise<void> {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const question of lines) {
      const answer = answers[question];
      if (answer === undefined) throw new Error(`Cannot answer: the question is ${question}`);
      writeLine(await answer());
    }
  }
  await onEnd();
}
