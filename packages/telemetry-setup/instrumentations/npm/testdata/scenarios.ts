/** A short program that uses a library, below a span of its own. */
export interface Scenario {
  /** As in the table of libraries. */
  readonly library: string;
  /** Version that is used. */
  readonly version: string;
  /** Names that are imported: `default`, `*` or names in braces. */
  readonly imported: string;
  /** What {@linkcode Scenario.use} returns. */
  readonly answer: unknown;
  /** Statements, in which what `scenario_app.ts` defines is there. */
  readonly use: string;
  /** Log records named "rolled" below its own span. @default 0 */
  readonly logs?: number;
  /** All spans below its own, which is `root`, each as `parent > name`, in any order. */
  readonly spans: readonly string[];
}

export const SCENARIOS: readonly Scenario[] = [
  {
    library: "node:http",
    version: "",
    imported: "http",
    answer: "ok",
    use: `
      const server = http.createServer((_, response) => response.end("ok"));
      const answer = await request(server.listen(0, "127.0.0.1"));
      const named = http.createServer((_, response) => response.end("ok")).listen(0, "127.0.0.1");
      await once(named, "listening");
      const client = await new Promise((resolve, reject) =>
        http.get({ port: named.address().port, host: "127.0.0.1" }, resolve).on("error", reject)
      );
      client.resume();
      await once(client, "end");
      await closed(named);
      return answer;`,
    spans: [
      "GET > GET",
      "GET > GET",
      "root > GET",
      "root > GET",
      "root > after",
    ],
  },
  {
    library: "express",
    version: "5.3.0",
    imported: "express",
    answer: '{"rolled":4}',
    use: `
      const app = express();
      app.use(function first(_request, _response, next) { next(); });
      app.get("/dice/:sides", (_, response) => response.json({ rolled: 4 }));
      return await request(app.listen(0, "127.0.0.1"), "/dice/6");`,
    spans: [
      "GET /dice/:sides > middleware - first",
      "GET /dice/:sides > request handler",
      "GET > GET /dice/:sides",
      "root > GET",
      "root > after",
    ],
  },
  {
    library: "fastify",
    version: "5.12.8",
    imported: "fastify",
    answer: '{"rolled":4}',
    use: `
      const app = fastify();
      app.get("/dice/:sides", async function roll() { return { rolled: 4 }; });
      await app.listen({ port: 0, host: "127.0.0.1" });
      return await request(app.server, "/dice/6");`,
    spans: [
      "GET /dice/:sides > request handler - roll",
      "GET > GET /dice/:sides",
      "root > GET",
      "root > after",
    ],
  },
  {
    library: "koa",
    version: "3.3.0",
    imported: "Koa",
    answer: '{"rolled":4}',
    use: `
      const app = new Koa();
      app.use(async function outer(_, next) { await next(); });
      app.use(function inner(context) { context.body = { rolled: 4 }; });
      return await request(app.listen(0, "127.0.0.1"));`,
    spans: [
      "GET > middleware - outer",
      "middleware - outer > middleware - inner",
      "GET > GET",
      "root > GET",
      "root > after",
    ],
  },
  {
    library: "pg",
    version: "8.23.1",
    imported: "pg",
    answer: 4,
    use: `
      const pool = new pg.Pool({ host: "127.0.0.1", port: ports.postgres, user: "postgres", max: 2 });
      const { rows } = await pool.query("SELECT 4 AS rolled");
      await new Promise((resolve, reject) =>
        pool.query("SELECT 5", (error) => {
          tracer.startSpan("in callback").end();
          error ? reject(error) : resolve();
        })
      );
      await pool.end();
      return rows[0].rolled;`,
    spans: [
      "pg-pool.connect > pg.connect",
      "root > after",
      "root > in callback",
      "root > pg-pool.connect",
      "root > pg-pool.connect",
      "root > pg.query:SELECT postgres",
      "root > pg.query:SELECT postgres",
    ],
  },
  {
    library: "mysql2",
    version: "3.24.6",
    imported: "mysql",
    answer: 4,
    use: `
      const options = { host: "127.0.0.1", port: ports.mariadb, user: "root", connectionLimit: 2 };
      const pool = mysql.createPool(options);
      const rows = await new Promise((resolve, reject) =>
        pool.query("SELECT 4 AS rolled", (error, rows) => {
          tracer.startSpan("in callback").end();
          error ? reject(error) : resolve(rows);
        })
      );
      await pool.promise().query("SELECT 5");
      await Promise.all(Array.from({ length: 20 }, (_, index) =>
        tracer.startActiveSpan("request " + index, (span) =>
          pool.promise().query("SELECT " + index).finally(() => span.end())
        )));
      await pool.promise().end();
      return rows[0].rolled;`,
    spans: [
      ...Array.from({ length: 20 }, (_, index) => `request ${index} > SELECT`),
      ...Array.from({ length: 20 }, (_, index) => `root > request ${index}`),
      "root > SELECT",
      "root > SELECT",
      "root > after",
      "root > in callback",
    ],
  },
  {
    library: "redis",
    version: "6.3.1",
    imported: "redis",
    answer: "4",
    use: `
      const client = redis.createClient({ url: "redis://127.0.0.1:" + ports.redis });
      await client.connect();
      await client.set("rolled", "4");
      const rolled = await client.get("rolled");
      await client.multi().set("a", "1").get("a").exec();
      client.destroy();
      return rolled;`,
    spans: [
      "root > after",
      "root > redis-GET",
      "root > redis-GET",
      "root > redis-SET",
      "root > redis-SET",
      "root > redis-connect",
    ],
  },
  {
    library: "ioredis",
    version: "6.0.0",
    imported: "ioredis",
    answer: "4",
    use: `
      const client = new ioredis.Redis({ port: ports.redis, host: "127.0.0.1", lazyConnect: true });
      await client.connect();
      await client.set("rolled", "4");
      const rolled = await client.get("rolled");
      client.disconnect();
      return rolled;`,
    spans: [
      "root > after",
      "root > client",
      "root > client",
      "root > connect",
      "root > get",
      "root > hello",
      "root > info",
      "root > set",
    ],
  },
  {
    library: "mongodb",
    version: "7.9.0",
    imported: "mongodb",
    answer: 4,
    use: `
      const server = await startMongoStandIn(mongodb.BSON);
      const client = new mongodb.MongoClient("mongodb://127.0.0.1:" + server.address().port);
      await client.connect();
      const dice = client.db("casino").collection("dice");
      await dice.insertOne({ rolled: 4 });
      const { rolled } = await dice.findOne({});
      await client.close();
      server.close();
      return rolled;`,
    spans: [
      "root > after",
      "root > endSessions $cmd",
      "root > find dice",
      "root > insert dice",
    ],
  },
  {
    library: "graphql",
    version: "16.15.0",
    imported: "graphql",
    answer: 4,
    use: `
      const schema = graphql.buildSchema("type Query { rolled: Int }");
      const source = "{ rolled }";
      const rootValue = { rolled() { tracer.startSpan("in resolver").end(); return 4; } };
      const { data } = await graphql.graphql({ schema, source, rootValue });
      return data.rolled;`,
    spans: [
      "graphql.resolve rolled > in resolver",
      "query > graphql.resolve rolled",
      "root > after",
      "root > graphql.parse",
      "root > graphql.parseSchema",
      "root > graphql.validate",
      "root > query",
    ],
  },
  {
    library: "knex",
    version: "3.3.0",
    imported: "knex",
    answer: 4,
    use: `
      const connection = { host: "127.0.0.1", port: ports.postgres, user: "postgres" };
      const db = knex({ client: "pg", connection });
      const [{ rolled }] = await db.select(db.raw("4 AS rolled"));
      await db.destroy();
      return rolled;`,
    spans: [
      "root > after",
      "root > pg.connect",
      "root > pg.query:SELECT postgres",
      "root > select undefined",
      "select undefined > pg.query:SELECT postgres",
    ],
  },
  {
    library: "pino",
    version: "10.4.0",
    imported: "pino",
    answer: [true],
    use: `
      const lines = [];
      const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) });
      log.info({ rolled: 4 }, "rolled");
      return logged(lines);`,
    logs: 1,
    spans: [
      "root > after",
    ],
  },
  {
    library: "winston",
    version: "3.19.0",
    imported: "winston",
    answer: [true],
    use: `
      const lines = [];
      const stream = new Writable({ write(chunk, _, done) { lines.push(String(chunk)); done(); } });
      winston.createLogger({ transports: [new winston.transports.Stream({ stream })] })
        .info("rolled", { rolled: 4 });
      return logged(lines);`,
    logs: 1,
    spans: [
      "root > after",
    ],
  },
  {
    library: "undici",
    version: "7.30.2",
    imported: "undici",
    answer: true,
    use: `
      let traceparent;
      const server = http.createServer((request, response) => {
        traceparent = request.headers.traceparent;
        response.end("ok");
      });
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const url = "http://127.0.0.1:" + server.address().port + "/";
      await (await undici.request(url)).body.text();
      await (await undici.fetch(url)).text();
      await undici.getGlobalDispatcher().close();
      await closed(server);
      return traceparent !== undefined;`,
    spans: [
      "GET > GET",
      "GET > GET",
      "root > GET",
      "root > GET",
      "root > after",
    ],
  },
];
