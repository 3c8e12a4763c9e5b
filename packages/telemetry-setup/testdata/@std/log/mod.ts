/**
 * What `@std/log` 0.224 promises of itself, for tests on machines that do not reach JSR: levels,
 * records whose `args` and `datetime` are copies, `BaseHandler` with private members, a handler for
 * the console, `setup` and `getLogger`. The workflow runs the same check with the real one.
 */
const LEVELS = { NOTSET: 0, DEBUG: 10, INFO: 20, WARN: 30, ERROR: 40, CRITICAL: 50 } as const;

type LevelName = keyof typeof LEVELS;

class LogRecord {
  readonly levelName: LevelName;
  readonly #args: readonly unknown[];
  readonly #datetime = new Date();

  constructor(
    readonly msg: string,
    args: readonly unknown[],
    readonly level: number,
    readonly loggerName: string,
  ) {
    this.#args = args;
    this.levelName = (Object.keys(LEVELS) as LevelName[]).find((name) => LEVELS[name] === level)!;
  }
  get args(): unknown[] {
    return [...this.#args];
  }
  get datetime(): Date {
    return new Date(this.#datetime);
  }
}

/** Private members make a class of its own of it, also for the type checker. */
export abstract class BaseHandler {
  #level: number;

  constructor(levelName: LevelName) {
    const level = LEVELS[levelName];
    if (level === undefined) throw new TypeError(`Invalid log level: ${levelName}`);
    this.#level = level;
  }
  get level(): number {
    return this.#level;
  }
  set level(level: number) {
    this.#level = level;
  }
  handle(record: LogRecord): void {
    if (this.level <= record.level) this.log(this.format(record));
  }
  format({ levelName, msg }: LogRecord): string {
    return `${levelName} ${msg}`;
  }
  abstract log(message: string): void;
  setup(): void {}
  destroy(): void {}
}

/** Prints with `console.log`. */
export class ConsoleHandler extends BaseHandler {
  log(message: string): void {
    console.log(message);
  }
}

class Logger {
  constructor(
    readonly loggerName: string,
    readonly level: number,
    readonly handlers: readonly BaseHandler[],
  ) {}

  #log(level: number, msg: unknown, args: readonly unknown[]): void {
    if (level < this.level) return;
    const record = new LogRecord(String(msg), args, level, this.loggerName);
    for (const handler of this.handlers) handler.handle(record);
  }
  debug(msg: unknown, ...args: unknown[]): void {
    this.#log(LEVELS.DEBUG, msg, args);
  }
  info(msg: unknown, ...args: unknown[]): void {
    this.#log(LEVELS.INFO, msg, args);
  }
  warn(msg: unknown, ...args: unknown[]): void {
    this.#log(LEVELS.WARN, msg, args);
  }
  error(msg: unknown, ...args: unknown[]): void {
    this.#log(LEVELS.ERROR, msg, args);
  }
  critical(msg: unknown, ...args: unknown[]): void {
    this.#log(LEVELS.CRITICAL, msg, args);
  }
}

const loggers = new Map<string, Logger>();

export function setup({ handlers, loggers: configured }: {
  readonly handlers: Readonly<Record<string, BaseHandler>>;
  readonly loggers: Readonly<
    Record<string, { readonly level: LevelName; readonly handlers: readonly string[] }>
  >;
}): void {
  for (const handler of Object.values(handlers)) handler.setup();
  for (const [name, logger] of Object.entries(configured)) {
    const own = logger.handlers.map((handler) => handlers[handler]!);
    loggers.set(name, new Logger(name, LEVELS[logger.level], own));
  }
}

export function getLogger(name = "default"): Logger {
  return loggers.get(name) ?? new Logger(name, 0, []);
}
