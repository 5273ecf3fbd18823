// Serves the built site as a good static host would: compressed, with validators, `/phase/1` answered by
// `phase/1/index.html`, and `404.html` with status 404 for addresses that do not exist.
// Usage: node scripts/serve.mjs [--port 8080] [--dir dist] [--base /roadmap/] [--host 127.0.0.1]
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".xml": "application/xml",
  ".pdf": "application/pdf",
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest\+json|wasm|xml)|image\/svg)/;
// What the build names by content: `page-1f2e3d4c5b6a7988_bg.wasm`, `content-1f2e3d4c5b6a7988/home.json`.
const NAMED_BY_CONTENT = /-[0-9a-f]{12,}((_bg)?\.[a-z0-9]+|\/[^/]+)$/;

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** A request listener that answers from `dir`, with the site mounted at `base`. */
export function site(dir, base = "/") {
  const root = path.resolve(dir);
  const kept = new Map();

  /** The file's bytes, type and validator; read again only when it has changed. */
  async function load(file) {
    const { mtimeMs, size } = await stat(file);
    const known = kept.get(file);
    if (known && known.mtimeMs === mtimeMs && known.size === size) return known;
    const body = await readFile(file);
    const type = TYPES[path.extname(file).toLowerCase()] ?? "application/octet-stream";
    const digest = createHash("sha256").update(body).digest("base64url").slice(0, 22);
    const entry = { mtimeMs, size, body, type, digest, packed: new Map() };
    kept.set(file, entry);
    return entry;
  }

  /** The body in the best coding that the browser takes; each coding is made once. */
  function encoded(entry, accepted) {
    const takes = (coding) => new RegExp(`(^|,)\\s*${coding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))|,|$)`, "i").test(accepted);
    const coding = takes("br") ? "br" : takes("gzip") ? "gzip" : null;
    if (!coding || !COMPRESSIBLE.test(entry.type) || entry.body.length < 512) return { coding: null, body: entry.body };
    if (!entry.packed.has(coding)) {
      // Kept as a promise, so that two requests at once compress once.
      const quality = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: entry.body.length } };
      entry.packed.set(coding, coding === "br" ? brotli(entry.body, quality) : gzip(entry.body, { level: 9 }));
    }
    return entry.packed.get(coding).then((body) => ({ coding, body }));
  }

  /** The file behind a path inside the site, `null` if there is none. */
  async function find(inside) {
    const file = path.join(root, inside);
    if (file !== root && !file.startsWith(root + path.sep)) return null;
    for (const candidate of inside.endsWith("/") ? [path.join(file, "index.html")] : [file, path.join(file, "index.html"), `${file}.html`]) {
      const found = await stat(candidate).catch(() => null);
      if (!found?.isFile()) continue;
      // A symbolic link must not lead out of the site either.
      const real = await realpath(candidate);
      if (real.startsWith((await realpath(root)) + path.sep)) return candidate;
    }
    return null;
  }

  async function answer(request, response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
    response.setHeader("X-Frame-Options", "SAMEORIGIN");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return plain(request, response, 405, "only GET and HEAD are answered here\n");
    }
    const [raw, query] = (request.url ?? "/").split(/\?(.*)/s);
    let wanted;
    try {
      wanted = decodeURIComponent(raw);
    } catch {
      return plain(request, response, 400, "the address is not valid percent-encoding\n");
    }
    if (wanted.includes("\0")) return plain(request, response, 400, "the address holds a zero byte\n");
    if (base !== "/") {
      if (wanted === base.slice(0, -1)) {
        response.setHeader("Location", base + (query ? `?${query}` : ""));
        return plain(request, response, 308, `the site is at ${base}\n`);
      }
      if (!wanted.startsWith(base)) return plain(request, response, 404, `nothing here; the site is at ${base}\n`);
      wanted = `/${wanted.slice(base.length)}`;
    }
    let status = 200;
    let file = await find(wanted);
    if (!file) {
      status = 404;
      // A missing picture or script is answered plainly; only addresses that look like pages get the page.
      const missing = path.join(root, "404.html");
      if (path.extname(wanted) || !existsSync(missing)) return plain(request, response, 404, "not found\n");
      file = missing;
    }
    const entry = await load(file);
    const { coding, body } = await encoded(entry, String(request.headers["accept-encoding"] ?? ""));
    const tag = `"${entry.digest}${coding ? `-${coding}` : ""}"`;
    response.setHeader("Content-Type", entry.type);
    response.setHeader("ETag", tag);
    if (COMPRESSIBLE.test(entry.type)) response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Cache-Control", NAMED_BY_CONTENT.test(path.relative(root, file)) ? "public, max-age=31536000, immutable" : "no-cache");
    if (coding) response.setHeader("Content-Encoding", coding);
    const known = String(request.headers["if-none-match"] ?? "").split(/\s*,\s*/);
    if (status === 200 && (known.includes(tag) || known.includes(`W/${tag}`))) {
      response.writeHead(304);
      return response.end();
    }
    response.setHeader("Content-Length", body.length);
    response.writeHead(status);
    response.end(request.method === "HEAD" ? undefined : body);
  }

  return (request, response) => {
    answer(request, response).catch((cause) => {
      if (!response.headersSent) plain(request, response, 500, `the file could not be read: ${cause.code ?? cause.message}\n`);
      else response.destroy();
    });
  };
}

function plain(request, response, status, text) {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Content-Length": Buffer.byteLength(text) });
  response.end(request.method === "HEAD" ? undefined : text);
}

/** Starts serving; resolves to the server and the address of the home page. Port 0 takes any free one. */
export function serve({ dir, base = "/", port = 8080, host = "127.0.0.1" }) {
  const mounted = `/${base.split("/").filter(Boolean).join("/")}/`.replace("//", "/");
  const server = createServer(site(dir, mounted));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve({ server, url: `http://${host}:${server.address().port}${mounted}` }));
  });
}

function options(args) {
  const chosen = { port: 8080, dir: path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "dist"), base: "/", host: "127.0.0.1" };
  for (let at = 0; at < args.length; at += 1) {
    const given = args[at];
    const [, name, inline] = /^--(port|dir|base|host)(?:=(.*))?$/s.exec(given) ?? [];
    const value = inline ?? args[(at += 1)];
    if (!name || value === undefined) stop(`unknown option ${given}`, "use --port, --dir, --base or --host, each with a value");
    chosen[name] = name === "port" ? Number(value) : value;
  }
  if (!Number.isInteger(chosen.port) || chosen.port < 0 || chosen.port > 65535) stop("the port is not a number from 0 to 65535", "give one, such as --port 8081");
  return chosen;
}

function stop(what, hint) {
  console.error(`failed: ${what}\n  what to do: ${hint}`);
  process.exit(1);
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const chosen = options(process.argv.slice(2));
  if (!existsSync(path.join(chosen.dir, "index.html"))) stop(`there is no built site in ${chosen.dir}`, "run make build first");
  try {
    const { url } = await serve(chosen);
    console.log(`The site is at ${url}  (stop it with Ctrl-C)`);
  } catch (cause) {
    if (cause.code === "EADDRINUSE") stop(`port ${chosen.port} is taken`, `choose another: make run PORT=${chosen.port + 1}`);
    stop(`the server did not start: ${cause.message}`, "see the message above");
  }
}
