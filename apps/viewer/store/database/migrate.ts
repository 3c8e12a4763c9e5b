import { APPLICATION_ID, MIGRATIONS } from "./schema.ts";
import type { SqlConnection } from "./sql_connection.ts";

/**
 * Makes the tables of an empty database, or those of an older version into today's. Either all of it
 * happens or nothing.
 *
 * @throws {RangeError} If a later version has made the database.
 */
export function migrate(
  connection: SqlConnection,
  migrations: readonly string[] = MIGRATIONS,
): void {
  const { user_version: version } = connection.get<{ user_version: number }>(
    "PRAGMA user_version",
  )!;
  if (version > migrations.length) {
    throw new RangeError(
      `Cannot read a database of version ${version}: this viewer knows ${migrations.length}`,
    );
  }
  if (version === migrations.length) return;
  connection.transaction(() => {
    for (const step of migrations.slice(version)) connection.execute(step);
    connection.execute(
      `PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`,
    );
  });
}
