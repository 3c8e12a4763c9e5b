import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository's root folder, wherever the tool was started from. */
export const repositoryRoot: string = resolve(fileURLToPath(import.meta.url), "../../..");
