import type { ServerProgram } from "./start_server_program.ts";

/** MariaDB: anybody is let in, as any user. */
export const MARIADB: ServerProgram = {
  programs: ["mariadbd", "mariadb-install-db"],
  user: "mysql",
  prepare: (folder, path) => [
    path("mariadb-install-db"),
    "--no-defaults",
    "--auth-root-authentication-method=normal",
    "--skip-test-db",
    `--datadir=${folder}/data`,
  ],
  args: (folder, port) => [
    "--no-defaults",
    `--datadir=${folder}/data`,
    `--socket=${folder}/socket`,
    `--pid-file=${folder}/pid`,
    "--bind-address=127.0.0.1",
    `--port=${port}`,
    "--skip-grant-tables",
    "--skip-networking=0",
  ],
  debianPackage: "mariadb-server",
};
