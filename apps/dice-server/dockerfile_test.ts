import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { type Instruction, readDockerfile } from "./testing/read_dockerfile.ts";

const ROOT = new URL("../../", import.meta.url);
const ignore = Deno.permissions.querySync({ name: "read", path: ROOT }).state !== "granted";

Deno.test("Dockerfile starts from one exact version of Deno's image", { ignore }, async () => {
  const images = values(await readDockerfile(), "FROM");
  equal(images.length, 1);
  match(images[0]!, /^denoland\/deno:\d+\.\d+\.\d+$/);
});

Deno.test("Dockerfile copies only what exists, into the same place", { ignore }, async () => {
  const copies = values(await readDockerfile(), "COPY");
  ok(copies.length > 0);
  for (const copy of copies) {
    const paths = copy.split(/\s+/);
    const target = paths.pop()!;
    for (const path of paths) {
      await exists(path);
      equal(new URL(target.endsWith("/") ? target + path : target, ROOT).href, href(path));
    }
  }
});

Deno.test("Dockerfile copies each workspace member, without which Deno refuses to start", {
  ignore,
}, async () => {
  const copied = values(await readDockerfile(), "COPY").flatMap((copy) => copy.split(/\s+/));
  const { workspace }: { workspace: string[] } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", ROOT)),
  );
  for (const member of workspace) {
    const inside = copied.some((path) => `${href(member)}/`.startsWith(`${href(path)}/`));
    ok(inside, `${member} is not copied`);
  }
});

Deno.test("Dockerfile's ignore file lets through what is copied", { ignore }, async () => {
  const ignored = await Deno.readTextFile(new URL("Dockerfile.dockerignore", import.meta.url));
  for (const copy of values(await readDockerfile(), "COPY")) {
    for (const path of copy.split(/\s+/).slice(0, -1)) {
      ok(ignored.split("\n").includes(`!${path}`), `${path} is ignored`);
    }
  }
});

Deno.test("Dockerfile installs and starts only modules that exist", { ignore }, async () => {
  const instructions = await readDockerfile();
  const modules = [...values(instructions, "RUN"), ...values(instructions, "CMD")]
    .flatMap((value) => JSON.parse(value) as string[])
    .filter((word) => word.endsWith(".ts"));
  deepEqual(modules.length, 4);
  for (const path of modules) await exists(path);
});

Deno.test("Dockerfile installs and starts as a user that is not root", { ignore }, async () => {
  const instructions = await readDockerfile();
  const users = values(instructions, "USER");
  deepEqual(users, ["deno"]);
  const order = instructions.map(({ name }) => name);
  ok(order.indexOf("USER") < order.indexOf("RUN"));
});

Deno.test("Dockerfile listens where docker can reach it, on the default port", {
  ignore,
}, async () => {
  const instructions = await readDockerfile();
  deepEqual(values(instructions, "EXPOSE"), ["8080"]);
  deepEqual(values(instructions, "ENV"), ["APPLICATION_HOST=0.0.0.0"]);
});

Deno.test("Dockerfile grants permissions one by one", { ignore }, async () => {
  const [command] = values(await readDockerfile(), "CMD");
  const words: string[] = JSON.parse(command!);
  for (const flag of ["-A", "--allow-all", "--allow-run", "--allow-write", "--allow-ffi"]) {
    equal(words.includes(flag), false, flag);
  }
  notEqual(words.indexOf("--allow-net"), -1);
});

function values(instructions: readonly Instruction[], name: string): string[] {
  return instructions.filter((one) => one.name === name).map(({ value }) => value);
}

function href(path: string): string {
  return new URL(path, ROOT).href;
}

async function exists(path: string): Promise<void> {
  ok(await Deno.lstat(new URL(path, ROOT)).catch(() => undefined), `${path} does not exist`);
}
