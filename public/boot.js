// Starts the page. The names of the built files come in this module's own address, because they carry a hash.
const { searchParams } = new URL(import.meta.url);
const { default: start } = await import(new URL(searchParams.get("js"), import.meta.url));
await start({ module_or_path: new URL(searchParams.get("wasm"), import.meta.url) });
