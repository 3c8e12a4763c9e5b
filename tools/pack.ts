/**
 * `deno task pack [FOLDER]`: makes the tarballs that `npm install` takes, in `dist/` or in FOLDER.
 * Nothing is published by it.
 *
 * @module
 */
import { resolve } from "node:path";
import { makeTarballs } from "./pack/make_tarballs.ts";
import { PACKED_PACKAGES } from "./pack/packed_packages.ts";

const root = Deno.realPathSync(Deno.cwd());
const [folder = "dist"] = Deno.args;
for (const path of await makeTarballs(PACKED_PACKAGES, { root, out: resolve(root, folder) })) {
  console.log(path);
}
