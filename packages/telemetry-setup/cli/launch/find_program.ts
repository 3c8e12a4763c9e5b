import { join } from "pathe";
import { UsageError } from "../usage_error.ts";
import { isShimFolder } from "./put_shim_on_path.ts";

/**
 * Finds a program as a shell does: as a path where there is a slash in it, otherwise on PATH.
 * Our own `deno` there is none: it would start this command again.
 *
 * @throws {UsageError} With exit code 127 if there is none, 126 if it may not be executed.
 */
export function findProgram(program: string, path: string): string {
  const isPath = program.includes("/") || program.includes("\\");
  const folders = isPath
    ? []
    : path.split(Deno.build.os === "windows" ? ";" : ":").filter((folder) => !isShimFolder(folder));
  const endings = Deno.build.os === "windows" ? ["", ".exe", ".cmd", ".bat"] : [""];
  const places = isPath ? [program] : folders.map((folder) => join(folder, program));
  let denied = false;
  for (const place of places.flatMap((place) => endings.map((ending) => place + ending))) {
    const kind = look(place);
    if (kind === "program") return place;
    denied ||= kind === "denied";
  }
  if (denied) throw new UsageError(`Cannot run ${program}: not executable`, 126);
  throw new UsageError(`Cannot run ${program}: command not found`, 127);
}

function look(path: string): "program" | "denied" | "nothing" {
  try {
    const { isFile, mode } = Deno.statSync(path);
    if (!isFile) return "nothing";
    // Windows has no such bits.
    return mode === null || (mode & 0o111) !== 0 ? "program" : "denied";
  } catch {
    return "nothing";
  }
}
