// The static server's promises, checked over a socket. Run with: node --test scripts/serve.test.mjs
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import zlib from "node:zlib";
import { serve } from "./serve.mjs";

const dir = mkdtempSync(path.join(tmpdir(), "serve-"));
const page = `<!doctype html><title>home</title>${"<p>text</p>".repeat(200)}`;
let server;
let port;

before(async () => {
  mkdirSync(path.join(dir, "site/phase/1"), { recursive: true });
  const files = { "index.html": page, "404.html": "<title>lost</title>", "phase/1/index.html": "<title>one</title>", "lab-0123456789abcdef_bg.wasm": Buffer.alloc(4096), "iris.csv": "a,b\n1,2\n" };
  for (const [name, body] of Object.entries(files)) writeFileSync(path.join(dir, "site", name), body);
  writeFileSync(path.join(dir, "secret.txt"), "secret");
  symlinkSync(path.join(dir, "secret.txt"), path.join(dir, "site/link.txt"));
  ({ server } = await serve({ dir: path.join(dir, "site"), port: 0 }));
  port = server.address().port;
});
after(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

/** Asks for exactly this path: unlike fetch, node's http does not tidy up `..`. */
function ask(wanted, { method = "GET", headers = {}, at = port } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ port: at, host: "127.0.0.1", path: wanted, method, headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on("error", reject).end();
  });
}

test("a route without a slash gets its own page", async () => {
  const answer = await ask("/phase/1?seed=7");
  assert.equal(answer.status, 200);
  assert.match(answer.body.toString(), /<title>one/);
  assert.equal(answer.headers["cache-control"], "no-cache");
  assert.equal(answer.headers["x-content-type-options"], "nosniff");
});

test("an unknown route gets the 404 page with status 404, an unknown file a plain 404", async () => {
  const route = await ask("/phase/9");
  assert.equal(route.status, 404);
  assert.match(route.body.toString(), /lost/);
  const file = await ask("/picture.png");
  assert.equal(file.status, 404);
  assert.equal(file.body.toString(), "not found\n");
});

test("text is compressed as the browser asks, and round-trips", async () => {
  for (const [accept, coding, unpack] of [["gzip, br", "br", zlib.brotliDecompressSync], ["gzip", "gzip", zlib.gunzipSync], ["br;q=0, gzip;q=0.5", "gzip", zlib.gunzipSync], ["identity", undefined, (body) => body]]) {
    const answer = await ask("/", { headers: { "accept-encoding": accept } });
    assert.equal(answer.headers["content-encoding"], coding, accept);
    assert.equal(unpack(answer.body).toString(), page, accept);
    assert.equal(answer.headers.vary, "Accept-Encoding");
  }
});

test("a page that has not changed is not sent again", async () => {
  const first = await ask("/");
  const second = await ask("/", { headers: { "if-none-match": first.headers.etag } });
  assert.equal(second.status, 304);
  assert.equal(second.body.length, 0);
});

test("wasm has its type, and a file named by its content is kept for good", async () => {
  const { headers } = await ask("/lab-0123456789abcdef_bg.wasm");
  assert.equal(headers["content-type"], "application/wasm");
  assert.match(headers["cache-control"], /immutable/);
  assert.match((await ask("/iris.csv")).headers["content-type"], /text\/csv/);
});

test("nothing outside the folder is served", async () => {
  for (const wanted of ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/phase/../../secret.txt", "/link.txt", "//../secret.txt"]) {
    const answer = await ask(wanted);
    assert.equal(answer.status, 404, wanted);
    assert.doesNotMatch(answer.body.toString(), /secret$/, wanted);
  }
  assert.equal((await ask("/%zz")).status, 400);
  assert.equal((await ask("/%00")).status, 400);
});

test("HEAD has the headers and no body; other methods are refused", async () => {
  const head = await ask("/", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(Number(head.headers["content-length"]), Buffer.byteLength(page));
  assert.equal(head.body.length, 0);
  assert.equal((await ask("/", { method: "POST" })).status, 405);
});

test("the site can be mounted under a sub-path", async () => {
  const { server: mounted, url } = await serve({ dir: path.join(dir, "site"), port: 0, base: "roadmap" });
  const at = mounted.address().port;
  assert.match(url, /\/roadmap\/$/);
  assert.match((await ask("/roadmap/phase/1", { at })).body.toString(), /<title>one/);
  assert.equal((await ask("/roadmap?a=1", { at })).headers.location, "/roadmap/?a=1");
  assert.equal((await ask("/phase/1", { at })).status, 404);
  mounted.close();
});
