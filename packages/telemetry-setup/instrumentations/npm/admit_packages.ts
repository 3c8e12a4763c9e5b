/**
 * Lets `require` find npm packages that the application's import map names. Without a lock file Deno
 * does not know of one until somebody imports something of it.
 *
 * What is asked for is no code, and most packages do not even export it: that a package was asked for
 * is enough.
 *
 * @param listed For each package the path of the manifest that lists it.
 */
export async function admitPackages(listed: ReadonlyMap<string, string>): Promise<void> {
  const names = [...listed].flatMap(([name, path]) => path.endsWith("package.json") ? [] : [name]);
  await Promise.allSettled(
    names.map((name) => import(`${name}/package.json`, { with: { type: "json" } })),
  );
}
