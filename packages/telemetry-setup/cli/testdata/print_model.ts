import { loadConfig } from "../../config/load_config.ts";
import { readEnv } from "../../config/read_env.ts";

const { config, problems, error } = loadConfig(readEnv);
console.log(JSON.stringify({ config, problems, error: error?.lines ?? [] }));
