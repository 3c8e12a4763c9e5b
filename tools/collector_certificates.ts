/**
 * `deno task collector:certificates [--days=N] [--folder=PATH]`: makes the certificates and the token
 * of the scenario `secure`, all of them anew. Whoever has the old ones can no longer send.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { makeCertificates } from "./collector/certificates/make_certificates.ts";
import { writeCertificates } from "./collector/certificates/write_certificates.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      days: { type: "string", default: "30" },
      folder: { type: "string", default: ".cache/certificates" },
    },
  });
  const { folder } = values;
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new RangeError(`Cannot make certificates: --days is ${values.days}, not 1 to 365`);
  }
  const now = Date.now();
  const until = new Date(now + days * DAY);
  // Some time ago: the clocks of two machines differ.
  const from = new Date(now - 5 * MINUTE);
  await writeCertificates(folder, await makeCertificates({ folder, from, until }));
  console.log(
    [
      `Certificates and a token are in ${folder}, until ${until.toISOString().slice(0, 10)}`,
      "  collector/  for the Collector",
      "  backend/    for who is behind it",
      "  client/     for who sends, with the settings for it in otel.env",
    ].join("\n"),
  );
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}
