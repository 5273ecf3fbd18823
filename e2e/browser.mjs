// Which browser the tests, Lighthouse and the camera drive, and how it is started.
export const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Every address that is prerendered. */
export const ROUTES = ["/", ...[0, 1, 2, 3, 4, 5, 6].map((phase) => `/phase/${phase}`), "/lab/train", "/lab/groups", "/lab/tune", "/lab/track", "/lab/drift", "/lab/leakage", "/lab/metric", "/plan", "/print", "/resources", "/hired", "/series", "/about"];
