// Holds the first view of every route, and each worker, to their size budgets (gzip, as a static host would send them).
// Usage: node scripts/budget.mjs [dist]
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KILO = 1000;
const FIRST_VIEW_LIMIT = 250 * KILO;
// Fetched when first needed. The engine is everything that computes; four fifths of the store are SQLite, most of the press a PDF reader.
// Programs of views, and the one that runs the workers. The aim for a lab is 300 kB; two fifths of what they weigh now reads answers.
const VIEW_LIMITS = { host: 150 * KILO, train: 465 * KILO, explore: 465 * KILO, track: 600 * KILO, drift: 505 * KILO, paper: 385 * KILO };
const WORKER_LIMITS = { engine: 950 * KILO, store: 635 * KILO, press: 1650 * KILO };
const dist = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "dist"));
const sizes = new Map();

/** Bytes that travel: gzip for what compresses, as it is for what is compressed already. */
function weigh(file) {
  if (!sizes.has(file)) {
    const body = readFileSync(file);
    sizes.set(file, /\.(woff2|png|jpg|webp)$/.test(file) ? body.length : gzipSync(body, { level: 9 }).length);
  }
  return sizes.get(file);
}

/** Every file of the built site, as paths from its root. */
function walk(folder = "") {
  return readdirSync(path.join(dist, folder), { withFileTypes: true }).filter((entry) => !entry.name.startsWith(".")).flatMap((entry) =>
    entry.isDirectory() ? walk(path.join(folder, entry.name)) : [path.join(folder, entry.name)],
  );
}

/** The file that an address on a page stands for, wherever the site is mounted; absent for other hosts. */
function local(address, from) {
  if (/^(data:|https?:|#)/.test(address)) return null;
  const bare = decodeURI(address.split(/[?#]/)[0]);
  const tries = bare.startsWith("/") ? [bare, bare.replace(/^\/[^/]+/, "")] : [path.join(path.dirname(from), bare), bare];
  return tries.map((tried) => path.join(dist, tried)).find((tried) => existsSync(tried) && statSync(tried).isFile()) ?? null;
}

/** The programs that a page runs at once: its own, and where it has a place for a lab also the lab's. */
function programs(page) {
  const filled = /\bdata-program=["']?(\w+)/.exec(readFileSync(path.join(dist, page), "utf8"))?.[1];
  return isReading(page) || !filled ? ["page"] : ["page", "host", filled];
}

/** Whether a page is for reading; a lab within it comes when it is scrolled to. */
function isReading(page) {
  return !/^(lab|plan|print)\//.test(page);
}

/** What the browser fetches for a first view: what the page names, what its scripts import, what its sheets draw with. */
function firstView(page, files) {
  const html = readFileSync(path.join(dist, page), "utf8");
  const wanted = new Set([path.join(dist, page)]);
  for (const [tag] of html.matchAll(/<(?:link|script|img)\b[^>]*>/g)) {
    const rel = /\brel=["']?([a-z -]+)/.exec(tag)?.[1] ?? "";
    if (tag.startsWith("<link") && !/stylesheet|preload/.test(rel)) continue;
    const address = /\b(?:href|src)=["']?([^"'\s>]+)/.exec(tag)?.[1];
    const file = address && local(address, page);
    if (file) wanted.add(file);
  }
  // The page's own code counts even if nothing in the HTML names it, and so do the faces of the text (those of rare
  // characters come only where one stands); a lab's views count where there is a lab.
  const code = new RegExp(`^(${programs(page).join("|")})-[^/]*\\.(js|wasm)$`);
  for (const file of files) {
    if (code.test(file) || /^fonts\/(?!.*-more).*\.woff2$/.test(file)) wanted.add(path.join(dist, file));
  }
  return [...wanted];
}

const kinds = [["HTML", /\.html$/], ["CSS", /\.css$/], ["JS", /\.m?js$/], ["wasm", /\.wasm$/], ["fonts", /\.woff2$/], ["other", /./]];
const kB = (bytes) => (bytes / KILO).toFixed(1).padStart(8);
const files = walk();
const pages = files.filter((file) => file.endsWith("index.html")).sort();
let over = 0;

console.log(`${"first view, kB gzip".padEnd(22)}${kinds.map(([name]) => name.padStart(8)).join("")}   total`);
for (const page of pages) {
  const parts = Object.fromEntries(kinds.map(([name]) => [name, 0]));
  for (const file of firstView(page, files)) parts[kinds.find(([, pattern]) => pattern.test(file))[0]] += weigh(file);
  const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
  // The limit is for reading; a lab, the plan and the print also fetch their views, and say so here.
  const tooMuch = total > FIRST_VIEW_LIMIT && isReading(page);
  if (tooMuch) over += 1;
  console.log(`${`/${path.dirname(page)}`.replace("/.", "/").padEnd(22)}${kinds.map(([name]) => kB(parts[name])).join("")}${kB(total)}${tooMuch ? "  OVER" : ""}`);
}
let found = 0;
for (const [name, limit] of Object.entries(VIEW_LIMITS)) {
  const program = files.filter((file) => new RegExp(`^${name}-[^/]*\\.(js|wasm)$`).test(file)).map((file) => path.join(dist, file));
  const bytes = program.reduce((sum, file) => sum + weigh(file), 0);
  found += program.length > 0 ? 1 : 0;
  if (bytes > limit) over += 1;
  console.log(`${`program ${name}`.padEnd(22)}${" ".repeat(8 * kinds.length)}${kB(bytes)}${bytes > limit ? "  OVER" : ""}`);
}
let workers = 0;
const limits = Object.entries({ ...VIEW_LIMITS, ...WORKER_LIMITS }).map(([name, limit]) => `${name} ${limit / KILO} kB`).join(", ");
for (const [name, limit] of Object.entries(WORKER_LIMITS)) {
  const worker = files.filter((file) => new RegExp(`^${name}[-_.][^/]*\\.(js|wasm)$`).test(file)).map((file) => path.join(dist, file));
  const bytes = worker.reduce((sum, file) => sum + weigh(file), 0);
  workers += worker.length > 0 ? 1 : 0;
  if (bytes > limit) over += 1;
  console.log(`${`worker ${name}`.padEnd(22)}${" ".repeat(8 * kinds.length)}${kB(bytes)}${bytes > limit ? "  OVER" : ""}`);
}

if (pages.length === 0 || found < Object.keys(VIEW_LIMITS).length || workers < Object.keys(WORKER_LIMITS).length) {
  console.error(`failed: ${dist} has ${pages.length} pages, ${found} programs of views and ${workers} workers\n  what to do: run make build`);
  process.exit(1);
}
if (over > 0) {
  console.error(`failed: ${over} over budget (first view ${FIRST_VIEW_LIMIT / KILO} kB, programs ${limits})\n  what to do: see which column grew`);
  process.exit(1);
}
console.log(`within budget: first view ${FIRST_VIEW_LIMIT / KILO} kB, programs ${limits}`);
