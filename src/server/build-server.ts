// The HTTP server over one open desk: who asks, whether he may, one act or one view, an answer. Nothing decides here.
import { randomBytes, timingSafeEqual } from "node:crypto";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import fastifyRateLimit from "@fastify/rate-limit";
import fastifySwagger from "@fastify/swagger";
import { hasZodFastifySchemaValidationErrors, jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import { Fault, Faults } from "../basis/fault.ts";
import { demandRead, ROUTES, type RouteRight } from "../desk/authority.ts";
import { readLog } from "./log-lines.ts";
import { actRoutes } from "./act-routes.ts";
import { custodyRoutes } from "./custody-routes.ts";
import { entryRoutes } from "./entry-routes.ts";
import { operationRoutes } from "./operation-routes.ts";
import { readingRoutes } from "./reading-routes.ts";
import { refusalOf } from "./refuse.ts";
import { isBroken, isClosedSeat, rememberAsker, type Room } from "./room.ts";
import { remainsRoutes } from "./remains-routes.ts";
import { seatRoutes } from "./seat-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { cookieName, tokenOf } from "./sessions.ts";
import { DATA_POLICY, HEADERS, pagePolicy, type StaticFile } from "./static-files.ts";
import { planningRoutes } from "./planning-routes.ts";
import { viewRoutes } from "./view-routes.ts";

export type Server = FastifyInstance;
export type TypedServer = ReturnType<typeof typed>;
const typed = (server: FastifyInstance) => server.withTypeProvider<ZodTypeProvider>();

const JSON_SIZE_MAX = 1024 * 1024;
const SAFE = ["GET", "HEAD", "OPTIONS"];

/** `write` takes log lines. Call `ready()` or `listen()` after. */
export async function buildServer(room: Room, files: readonly StaticFile[], write: (line: string) => void): Promise<Server> {
  const { config } = room;
  const server = fastify({
    bodyLimit: JSON_SIZE_MAX, trustProxy: config.trustProxy, forceCloseConnections: "idle", requestTimeout: 60_000, keepAliveTimeout: 65_000,
    genReqId: () => randomBytes(8).toString("hex"), logger: false, return503OnClosing: true,
    routerOptions: { maxParamLength: 256 },
    ajv: { customOptions: { removeAdditional: false } },
  });
  server.removeContentTypeParser("text/plain"); // JSON or nothing: no form of another page gets in
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  await server.register(fastifySwagger, {
    openapi: { openapi: "3.1.0", info: { title: "All for All: the desk", version: room.version, description: "See docs/formats/api.md. Types: src/desk/api-types.ts." }, components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "afa_session" } } } },
    transform: jsonSchemaTransform,
  });
  await server.register(fastifyRateLimit, {
    max: config.requestsPerMinute, timeWindow: 60_000,
    errorResponseBuilder: () => new Fault("TOO_MANY", "too many requests: wait as long as retry-after says"),
  });
  const statics = new Set(files.map(({ path }) => path));
  server.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat()) if (one !== "HEAD" && ROUTES[`${one} ${url}`] === undefined && !statics.has(url)) throw new Error(`the route ${one} ${url} has no row in the table of rights`);
  });
  server.addHook("onRequest", (request, reply, done) => {
    judge(room, request, statics);
    done();
    void reply;
  });
  const log = readLog(config.logLevel, write, () => room.clock.now());
  server.addHook("onSend", (request, reply, payload, done) => {
    for (const [name, value] of Object.entries(HEADERS)) reply.header(name, value);
    if (!reply.hasHeader("content-security-policy")) reply.header("content-security-policy", DATA_POLICY);
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    done(null, payload);
    void request;
  });
  server.addHook("onResponse", (request, reply, done) => {
    const route = routeOf(request, statics);
    room.metrics.observe(route, reply.statusCode, reply.elapsedTime);
    log.answered(request, reply, route);
    done();
  });
  server.setErrorHandler((error: FastifyError | Error, request, reply) => {
    const fault = faultOf(error);
    if (fault) {
      const { status, body } = refusalOf(fault);
      log.refused(request, status, body.error.code);
      return reply.code(status).send(body);
    }
    log.broke(request, error);
    return reply.code(500).send({ error: { code: "INTERNAL", message: `the desk could not answer; number ${request.id} in its log`, faults: [] } });
  });
  server.setNotFoundHandler((_, reply) => reply.code(404).send(refusalOf(new Fault("ROUTE_NONE", "nothing answers here")).body));

  const room_ = typed(server);
  sessionRoutes(room_, room);
  seatRoutes(room_, room);
  actRoutes(room_, room);
  viewRoutes(room_, room);
  operationRoutes(room_, room);
  custodyRoutes(room_, room);
  readingRoutes(room_, room);
  planningRoutes(room_, room);
  entryRoutes(room_, room);
  remainsRoutes(room_, room);
  for (const file of files) server.get(file.path, { schema: { hide: true } }, (request, reply) => sendFile(file, request, reply));
  server.get("/api/openapi.json", { schema: { hide: true } }, () => server.swagger());
  server.get("/healthz", { schema: { hide: true } }, (_, reply) => reply.type("text/plain").send(room.isClosing ? "closing\n" : "ok\n"));
  server.get("/metrics", { schema: { hide: true } }, (request, reply) => {
    if (!mayReadNumbers(config, request)) throw new Fault("RIGHTS", "the numbers of the desk are read from this machine, or with the token");
    return reply.type("text/plain; version=0.0.4").send(room.metrics.print({ entries: room.desk.heads.length, entries_in_force: room.desk.inForce, sessions: room.sessions.count(), listeners: room.live.count() }));
  });
  return server;
}

const OWN_ADDRESSES = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];
/** What a proxy on this machine adds: whoever asked it came from elsewhere, though its own address is ours. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

function mayReadNumbers({ metricsToken }: Room["config"], request: FastifyRequest): boolean {
  if (metricsToken === "") return OWN_ADDRESSES.includes(request.ip) && FORWARDED.every((name) => request.headers[name] === undefined);
  const [said, own] = [request.headers.authorization?.replace(/^Bearer /, "") ?? "", metricsToken].map((text) => Buffer.from(text));
  return said !== undefined && own !== undefined && said.length === own.length && timingSafeEqual(said, own);
}

const routeOf = (request: FastifyRequest, statics: ReadonlySet<string>): string => {
  const url = request.routeOptions.url ?? "";
  return statics.has(url) ? "static" : url === "" ? "none" : `${request.method} ${url}`;
};

/** @throws Fault before anything of the request is read. */
function judge(room: Room, request: FastifyRequest, statics: ReadonlySet<string>): void {
  const url = request.routeOptions.url;
  if (room.isClosing && url !== "/healthz") throw new Fault("CLOSING", "the desk is being shut down: send again later, nothing is doubled");
  if (url === undefined || statics.has(url)) return;
  const right: RouteRight | undefined = ROUTES[`${request.method === "HEAD" ? "GET" : request.method} ${url}`];
  if (right === undefined) throw new Fault("ROUTE_NONE", "nothing answers here");
  if (!SAFE.includes(request.method)) demandOrigin(room, request);
  if (right === "open") return;
  const found = room.sessions.find(tokenOf(request.headers.cookie, cookieName(room.config.origins)));
  if (found === "none") throw new Fault("SESSION_NONE", "sign in first");
  if (found === "expired") throw new Fault("SESSION_EXPIRED", "your session has ended: sign in again, then send the same again");
  const account = room.officers.find(found.officer);
  if (!account || isClosedSeat(room, account)) throw new Fault("SESSION_NONE", "sign in first");
  const asker = { session: found, account };
  rememberAsker(request, asker);
  if (right !== "session" && right !== "byKind") demandRead(account.role, right, isBroken(room, asker, right));
}

/** A page of another address cannot make a browser act here, whatever cookies it holds. */
function demandOrigin({ config }: Room, request: FastifyRequest): void {
  const { origin, host } = request.headers;
  const known = config.origins.length > 0 ? config.origins : [`http://${host ?? ""}`, `https://${host ?? ""}`];
  if (origin === undefined || !known.includes(origin)) throw new Fault("ORIGIN_FORBIDDEN", "expected a request that comes from a page of this desk");
}

function faultOf(error: FastifyError | Error): Fault | Faults | undefined {
  if (error instanceof Fault || error instanceof Faults) return error;
  if (hasZodFastifySchemaValidationErrors(error))
    return new Faults(error.validation.map(({ instancePath, message }) => new Fault("REQUEST_FORM", message ?? "expected another form", [{ field: instancePath.replace(/^\//, "").replaceAll("/", ".") }])));
  const code = "code" in error ? error.code : "";
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Fault("TOO_LARGE", "the request is larger than this route takes");
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Fault("MEDIA_TYPE", "expected content-type application/json");
  if (code.startsWith("FST_ERR_CTP") || ("statusCode" in error && error.statusCode === 400)) return new Fault("REQUEST_FORM", "expected a JSON body of the form that /api/openapi.json describes");
  return undefined;
}

function sendFile(file: StaticFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (file.type.startsWith("text/html")) {
    if (file.path === "/verify.html") return reply.type(file.type).header("content-security-policy", "frame-ancestors 'none'").header("cache-control", "no-cache").send(file.bytes);
    const nonce = randomBytes(18).toString("base64url");
    return reply.type(file.type).header("content-security-policy", pagePolicy(nonce)).send(file.bytes.toString("utf8").replaceAll("__CSP_NONCE__", nonce));
  }
  reply.header("etag", file.etag).header("cache-control", file.isNamedByHash ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
  return reply.type(file.type).send(file.bytes);
}

