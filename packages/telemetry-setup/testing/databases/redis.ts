import type { ServerProgram } from "./start_server_program.ts";

/** Redis, without persistence. */
export const REDIS: ServerProgram = {
  programs: ["redis-server"],
  args: (
    folder,
    port,
  ) => ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder],
  debianPackage: "redis-server",
};
