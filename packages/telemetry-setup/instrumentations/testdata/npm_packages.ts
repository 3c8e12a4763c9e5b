/** The packages, each with a short program that uses it as `loaded` and tells what came of it. */
export const NPM_PACKAGES: Readonly<Record<string, { version: string; use: string }>> = {
  express: {
    version: "5.3.0",
    use: `
      const app = loaded.default ?? loaded;
      const server = app().get("/", (_, response) => response.json({ rolled: 4 })).listen(0, "127.0.0.1");
      await once(server, "listening");
      const answer = await (await fetch("http://127.0.0.1:" + server.address().port)).text();
      server.close();
      return answer;`,
  },
  koa: {
    version: "3.3.0",
    use: `
      const Koa = loaded.default ?? loaded;
      const app = new Koa();
      app.use(async (_, next) => await next());
      app.use((context) => context.body = { rolled: 4 });
      const server = app.listen(0, "127.0.0.1");
      await once(server, "listening");
      const answer = await (await fetch("http://127.0.0.1:" + server.address().port)).text();
      server.close();
      return answer;`,
  },
  pino: {
    version: "10.4.0",
    use: `
      const pino = loaded.default ?? loaded;
      const lines = [];
      pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) })
        .info({ rolled: 4 }, "rolled");
      return lines.join("");`,
  },
  winston: {
    version: "3.19.0",
    use: `
      const winston = loaded.createLogger ? loaded : loaded.default;
      const lines = [];
      const stream = new Writable({
        write(chunk, _, done) {
          lines.push(String(chunk));
          done();
        },
      });
      winston.createLogger({ transports: [new winston.transports.Stream({ stream })] })
        .info("rolled", { rolled: 4 });
      return lines.join("");`,
  },
  // No database listens: that they say so in their own way shows that everything was loaded.
  ioredis: {
    version: "6.0.0",
    use: `
      const Redis = loaded.Redis ?? loaded.default ?? loaded;
      const client = new Redis({ port, host: "127.0.0.1", lazyConnect: true, retryStrategy: null });
      client.on("error", () => {});
      return await client.connect().then(() => "connected", ({ message }) => message);`,
  },
  mongodb: {
    version: "7.9.0",
    use: `
      const { MongoClient } = loaded.MongoClient ? loaded : loaded.default;
      const options = { serverSelectionTimeoutMS: 200 };
      const client = new MongoClient("mongodb://127.0.0.1:" + port, options);
      const answer = await client.connect().then(() => "connected", ({ name }) => name);
      await client.close();
      return answer;`,
  },
  mysql2: {
    version: "3.24.6",
    use: `
      const mysql = loaded.createConnection ? loaded : loaded.default;
      const connection = mysql.createConnection({ host: "127.0.0.1", port });
      const [{ code }] = await once(connection, "error");
      return code;`,
  },
};

/** How a program can load a package. */
export const LOADERS = ["import", "import()", "createRequire"] as const;

/** A program that loads every package in one way, uses it and prints a line for each. */
export function npmPackagesProgram(loader: typeof LOADERS[number]): string {
  const names = Object.keys(NPM_PACKAGES);
  const load = (name: string, index: number) => {
    if (loader === "import") return `package${index}`;
    if (loader === "import()") return `await import("${name}")`;
    // Where there is no node_modules folder, a package is found only from within the cache.
    return `createRequire(import.meta.resolve("${name}"))("${name}")`;
  };
  return `
    import { once } from "node:events";
    import { createRequire } from "node:module";
    import { createServer } from "node:net";
    import { Writable } from "node:stream";
    ${loader === "import" ? names.map(importLine).join("") : ""}
    // Never called: it makes Deno know where in its cache the packages are.
    const known = () => [${names.map((name) => `import("${name}")`).join(", ")}];
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port } = free.address();
    free.close();
    await once(free, "close");
    ${
    names.map((name, index) =>
      `await tell("${name}", async () => {
      const loaded = ${load(name, index)};${NPM_PACKAGES[name]?.use}
    });`
    ).join("\n")
  }

    async function tell(name, use) {
      const answer = await use().catch((error) => String(error?.stack));
      console.log(name + ": " + answer.replaceAll(String(port), "PORT").trim());
    }
  `;
}

function importLine(name: string, index: number): string {
  return `import * as package${index} from "${name}";\n`;
}
