import type { ServerProgram } from "./start_server_program.ts";

/** PostgreSQL: user and database `postgres`, no password. */
export const POSTGRES: ServerProgram = {
  programs: ["postgres", "initdb"],
  folders: [18, 17, 16, 15].map((version) => `/usr/lib/postgresql/${version}/bin`),
  user: "postgres",
  prepare: (folder, path) => [
    path("initdb"),
    "--no-sync",
    "--auth=trust",
    "--username=postgres",
    `--pgdata=${folder}/data`,
  ],
  args: (folder, port) => [
    "-D",
    `${folder}/data`,
    "-p",
    String(port),
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    `unix_socket_directories=${folder}`,
    "-c",
    "fsync=off",
  ],
  debianPackage: "postgresql",
};
