/** `deno task collector:validate`: every configuration in `collector/`, read by the real Collector. */
import { join } from "node:path";
import { findCollectorBinary } from "./collector/find_collector_binary.ts";
import { repositoryRoot } from "./collector/repository_root.ts";
import { findConfigurations } from "./collector/validate/find_configurations.ts";
import { validateConfiguration } from "./collector/validate/validate_configuration.ts";

/** Validates all; says how many are wrong. */
async function validateAll(): Promise<number> {
  const folder = join(repositoryRoot, "collector");
  const binary = findCollectorBinary({
    root: repositoryRoot,
    readEnv: (name) => Deno.env.get(name),
  });
  if (binary === undefined) {
    throw new Error(
      "Cannot validate configurations: no Collector is built; run: deno task collector:build",
    );
  }
  let wrong = 0;
  for (const configuration of await findConfigurations(folder)) {
    const problem = await validateConfiguration(configuration, { folder, binary });
    const title = configuration.paths.map((path) => `collector/${path}`).join(" + ");
    console.log(problem === undefined ? `valid  ${title}` : `WRONG  ${title}\n${problem}`);
    if (problem !== undefined) wrong++;
  }
  return wrong;
}

if (import.meta.main) {
  try {
    Deno.exit(await validateAll() === 0 ? 0 : 1);
  } catch (error) {
    console.error((error as Error).message);
    Deno.exit(1);
  }
}
