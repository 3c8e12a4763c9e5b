/**
 * Reads what a program prints until it names its address, `http://HOST:PORT`; from then on,
 * what it prints is thrown away.
 *
 * @param host How it names this machine. @default "127.0.0.1"
 * @throws {Error} If it ends before that; what it has printed is in the message.
 */
export async function readAddress(
  output: ReadableStream<Uint8Array<ArrayBuffer>>,
  host = "127.0.0.1",
): Promise<URL> {
  const pattern = new RegExp(`http://${RegExp.escape(host)}:\\d+(?=\\D)`);
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  let text = "";
  output.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(part) {
        text += part;
        const [address] = pattern.exec(text) ?? [];
        if (address !== undefined) resolve(new URL(address));
      },
    }),
  ).catch(() => {}).finally(() => reject(new Error(`Cannot find the address: printed is ${text}`)));
  return await promise;
}
