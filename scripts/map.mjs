// Draws which part of the house needs which, from the imports of the sources, into docs/map.svg.
// Usage: node scripts/map.mjs   (a line runs from a part down to one that it needs; its width says how many files do)
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const source = path.join(root, "src");
/** Rows from top to bottom: what stands in one row does not need its neighbours. */
const ROWS = [
  ["ui/labs/train", "ui/labs/groups", "ui/labs/tune", "ui/labs/leakage", "ui/labs/metric", "ui/labs/track", "ui/labs/drift", "ui/labs/plan", "ui/labs/print", "ui/labs/restore"],
  ["ui/prerender", "ui/labs", "worker"],
  ["ui/site", "ui/workspace", "ui/host", "export", "press", "store"],
  ["ui/client", "ui/kit", "monitor"],
  ["ui/progress", "ui/platform", "ui/programs", "learn"],
  ["plan", "prediction_log", "chart"],
  ["dataset"],
  ["protocol"],
  ["roadmap"],
];
const parts = ROWS.flat();

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(file) : entry.name.endsWith(".rs") ? [file] : [];
  });
}

/** The part that a path such as `ui/labs/train/view` belongs to: the longest that it begins with. */
function partOf(inside) {
  return parts.filter((part) => inside === part || inside.startsWith(`${part}/`)).sort((one, other) => other.length - one.length)[0];
}

/** The paths of a source that begin at the crate or above the file, groups written out. */
function* named(text, module) {
  const plain = text.split(/^#\[cfg\((?:all\()?test/m)[0].replace(/\/\/.*$/gm, "");
  const open = (tree, before) => {
    const leaves = [];
    let [depth, start] = [0, 0];
    for (let at = 0; at <= tree.length; at += 1) {
      if (tree[at] === "{") depth += 1;
      if (tree[at] === "}") depth -= 1;
      if ((tree[at] === "," && depth === 0) || at === tree.length) {
        const leaf = tree.slice(start, at).trim();
        const brace = leaf.indexOf("{");
        if (leaf) leaves.push(...(brace < 0 ? [before + leaf] : open(leaf.slice(brace + 1, leaf.lastIndexOf("}")), before + leaf.slice(0, brace))));
        start = at + 1;
      }
    }
    return leaves;
  };
  const uses = [...plain.matchAll(/^\s*(?:pub(?:\([^)]*\))? )?use ([^;]+);/gm)].flatMap(([, tree]) => open(tree, ""));
  for (const name of [...uses, ...(plain.match(/\b(?:crate|super)(?:::\w+)+/g) ?? [])]) {
    let steps = name.split("::").map((step) => step.trim());
    let base = steps[0] === "crate" ? [] : steps[0] === "super" ? module : null;
    if (!base) continue;
    while (steps[0] === "crate" || steps[0] === "super") {
      if (steps[0] === "super") base = base.slice(0, -1);
      steps = steps.slice(1);
    }
    yield [...base, ...steps].join("/");
  }
}

const files = new Map(parts.map((part) => [part, 0]));
const lines = new Map();
for (const file of sources(source)) {
  const inside = path.relative(source, file).replace(/\.rs$/, "").replace(/\/mod$/, "");
  const from = partOf(inside);
  if (!from) continue;
  files.set(from, files.get(from) + 1);
  const targets = new Set([...named(readFileSync(file, "utf8"), inside.split("/"))].map(partOf).filter((part) => part && part !== from));
  for (const to of targets) lines.set(`${from} ${to}`, (lines.get(`${from} ${to}`) ?? 0) + 1);
}

const [width, height, gap] = [1180, 96, 128];
const place = new Map(ROWS.flatMap((row, y) => row.map((part, x) => [part, { x: (width / row.length) * (x + 0.5), y: 40 + y * gap }])));
const name = (part) => part.replace("ui/labs/", "").replace("ui/", "");
const wrong = [];
const arrows = [...lines].map(([pair, count]) => {
  const [from, to] = pair.split(" ");
  const [a, b] = [place.get(from), place.get(to)];
  const isUp = b.y <= a.y && !(from === "ui/labs" && to.startsWith("ui/labs/"));
  if (isUp) wrong.push(`${from} needs ${to}`);
  return `<path class="${isUp ? "up" : "down"}" d="M${a.x} ${a.y + 14} C${a.x} ${a.y + 60} ${b.x} ${b.y - 60} ${b.x} ${b.y - 14}" stroke-width="${Math.min(6, 0.6 + count / 12).toFixed(1)}"><title>${from} → ${to}: ${count} files</title></path>`;
});
const boxes = parts.map((part) => {
  const { x, y } = place.get(part);
  const half = 8 + name(part).length * 4.2;
  return `<g><title>${part}: ${files.get(part)} files</title><rect x="${x - half}" y="${y - 14}" width="${half * 2}" height="28" rx="6"/><text x="${x}" y="${y + 5}">${name(part)}</text></g>`;
});
writeFileSync(
  path.join(root, "docs", "map.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${ROWS.length * gap - height / 2}" role="img" aria-label="Which part of the house needs which">
<style>path{fill:none;stroke:#3a6ea5;opacity:.35}path.up{stroke:#c0392b;opacity:1}rect{fill:#fff;stroke:#23405c}text{font:15px system-ui,sans-serif;text-anchor:middle;fill:#14202b}</style>
<rect x="0" y="0" width="${width}" height="100%" style="fill:#f7f9fb;stroke:none"/>
${arrows.join("\n")}
${boxes.join("\n")}
</svg>
`,
);
console.log(`${parts.length} parts, ${lines.size} lines, into docs/map.svg`);
if (wrong.length > 0) {
  console.error(`these run up:\n  ${wrong.join("\n  ")}`);
  process.exit(1);
}
