import {
  type ConfigurationModel,
  parseConfigFile as parseFile,
} from "@opentelemetry/configuration";
// The parser that the one above uses, and does not ask for errors.
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { useApiDiag } from "../../diagnostics/use_api_diag.ts";

/** What {@linkcode parseConfigFile} returns. */
export interface ParsedConfigFile {
  /** The file as it is written, with variables substituted and checked against the schema. */
  readonly model: ConfigurationModel;
  /** What the parser had to say although it could read the file. */
  readonly warnings: readonly string[];
}

/** Reads and checks a file of declarative configuration. */
export type ConfigFileParser = (path: string) => ParsedConfigFile;

/** What the YAML parser reads of the environment whenever it parses. */
const PARSER_VARIABLES = ["LOG_TOKENS", "LOG_STREAM"];

/**
 * Reads and checks a file of declarative configuration. Never makes Deno ask for a permission. What
 * is not YAML is refused: of a file that was cut off, half would be valid.
 *
 * The only file that imports the parser, which takes 50 ms to load: import this one only when there
 * is a file.
 *
 * @throws {Error} If the file cannot be read, may not be read, or is not what the schema asks for;
 * for a permission the message names the flag to add.
 * @see {@link https://opentelemetry.io/docs/specs/otel/configuration/sdk/#in-memory-configuration-model}
 */
export function parseConfigFile(path: string): ParsedConfigFile {
  const text = readFile(path);
  const denied = [...PARSER_VARIABLES, ...substitutedVariables(text)].filter((variable) =>
    Deno.permissions.querySync({ name: "env", variable }).state !== "granted"
  );
  if (denied.length > 0) {
    throw new Error(
      `the environment may not be read; add --allow-env=${[...new Set(denied)].join(",")}`,
    );
  }
  checkSyntax(text);
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const silent = () => {};
  const undo = useApiDiag({ error: warn, warn, info: silent, debug: silent }, { level: "warn" });
  try {
    const model = parseFile(path);
    return { model, warnings };
  } catch (error) {
    throw withoutPath(error, path);
  } finally {
    undo();
  }
}

function readFile(path: string): string {
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") {
    throw new Error(`it may not be read; add --allow-read=${path}`);
  }
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) throw new Error("there is no such file");
    if (error instanceof Deno.errors.IsADirectory) throw new Error("it is a folder");
    throw error;
  }
}

function checkSyntax(text: string): void {
  const lineCounter = new LineCounter();
  // Pretty errors quote the file, and there may be secrets in it.
  const document = parseDocument(text, { version: "1.2", prettyErrors: false, lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    throw new Error(`line ${lineCounter.linePos(error.pos[0]).line} is not YAML: ${error.message}`);
  }
  // Of these the parser below would only say that they have no file_format.
  const { contents } = document;
  if (contents === null || isScalar(contents) && contents.value === null) {
    throw new Error("it is empty");
  }
  if (!isMap(contents)) throw new Error("it holds no settings: expected names with values");
  if (!contents.has("file_format")) {
    throw new Error('file_format is missing; expected a line such as file_format: "1.0"');
  }
}

/** The parser's reason alone: whoever tells it names the file already. */
function withoutPath(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const reason = error.message.replace(/^Invalid OpenTelemetry config file: /, "");
  return new Error(reason.startsWith(`${path}: `) ? reason.slice(path.length + 2) : reason, {
    cause: error,
  });
}

/** Names in `${NAME}`, `${env:NAME}` and `${NAME:-default}`; `$$` is no more than a `$`. */
function substitutedVariables(text: string): readonly string[] {
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  const references = lines.join("\n").replaceAll("$$", "").matchAll(/\$\{(?:env:)?([a-z_]\w*)/gi);
  return [...references].map(([, name]) => name ?? "");
}
