/**
 * Reads what a program prints until it names its address, `http://127.0.0.1:PORT` or `http://localhost:PORT`; from then on,
 * what it prints is thrown away.
 *
 * @throws {Error} If it ends before that; what it has printed is in the message.
 */
export async function readAddress(output: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<URL> {
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  let text = "";
  output.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(part) {
        text += part;
        const [address] = /http:\/\/(127\.0\.0\.1|localhost):\d+(?=\D)/.exec(text) ?? [];
        if (address !== undefined) resolve(new URL(address));
      },
    }),
  ).catch(() => {}).finally(() => reject(new Error(`Cannot find the address: printed is ${text}`)));
  return await promise;
}
