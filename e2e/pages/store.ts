import type { Page } from "@playwright/test";

type Reply = { done?: { store: Record<string, unknown> }; failed?: { what: string; hint: string } };

/** The store's worker, asked as the page asks it: requests as JSON, answers as JSON, files beside both. */
export class StoreWorker {
  constructor(private readonly page: Page) {}

  /** Starts a worker, waits until it is ready, and gives back whether the store can be used. */
  async start(): Promise<{ state: string; place: string }> {
    await this.page.evaluate(async () => {
      const files = (globalThis as never as { buildFiles: Record<string, string> }).buildFiles;
      const worker = new Worker(`/${files["worker.js"]}`);
      const waiting = new Map<number, (event: unknown) => void>();
      const told: unknown[] = [];
      let last = 0;
      worker.onmessage = ({ data }) => {
        const [text, file] = Array.isArray(data) ? data : [data];
        const event = JSON.parse(text);
        if (event.notice) told.push(event.notice);
        if (event.ready) waiting.get(0)?.(event);
        waiting.get(event.job)?.({ ...event, file });
        waiting.delete(event.job);
      };
      const send = (job: number, command: unknown, file?: Blob) => worker.postMessage([JSON.stringify({ job, command: { store: command } }), ...(file ? [file] : [])]);
      const ask = (command: unknown, file?: Blob) => new Promise((resolve) => { waiting.set((last += 1), resolve); send(last, command, file); });
      const ready = new Promise((resolve) => waiting.set(0, resolve));
      const module = await WebAssembly.compileStreaming(fetch(`/${files["store_bg.wasm"]}`));
      worker.postMessage({ script: `/${files["store.js"]}`, module, files });
      await ready;
      Object.assign(window, { store: { worker, ask, told } });
    });
    return this.ask("access", {});
  }

  /** A request's answer; throws what the store says if it fails. */
  async ask<T>(name: string, fields: object): Promise<T> {
    const reply = (await this.page.evaluate(([name, fields]) => (window as never as { store: { ask: (command: unknown) => Promise<unknown> } }).store.ask({ [name as string]: fields }), [name, fields] as const)) as Reply;
    if (reply.failed) throw new Error(`${reply.failed.what}. ${reply.failed.hint}`);
    return reply.done?.store[name] as T;
  }

  /** What the worker said without being asked. */
  async told(): Promise<unknown[]> {
    return this.page.evaluate(() => (window as never as { store: { told: unknown[] } }).store.told);
  }

  /** Takes `mlflow.db` out and puts it back in; what was taken in. */
  async exportAndImport(): Promise<{ runs: number; known_runs: number }> {
    return this.page.evaluate(async () => {
      const { ask } = (window as never as { store: { ask: (command: unknown, file?: Blob) => Promise<{ file?: Blob; done: { store: { import: { runs: number; known_runs: number } } } }> } }).store;
      const { file } = await ask({ export: { kind: "database" } });
      return (await ask({ import: {} }, file)).done.store.import;
    });
  }

  /**
   * Saves runs one after another and terminates the worker in the middle: after the first, and so much of three times what
   * that one took. Ids count up from `from`; gives back those that were reported as saved.
   */
  async saveUntilKilled(from: number, share: number): Promise<string[]> {
    return this.page.evaluate(async ([from, share]) => {
      const { worker, ask } = (window as never as { store: { worker: Worker; ask: (command: unknown) => Promise<{ done?: unknown }> } }).store;
      const saved: string[] = [];
      const metrics = Array.from({ length: 30 }, (_, at) => ({ key: `metric ${at % 10}`, value: at / 7, step: at }));
      const params = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`param ${at}`, "x".repeat(at * 9)]));
      const artifacts = [{ path: "model/spec.json", text: "y".repeat(30_000) }];
      const save = async (at: number) => {
        const run_id = at.toString(16).padStart(32, "0");
        // A killed worker never answers.
        if (!(await ask({ log_runs: { runs: [{ run_id, params, metrics, artifacts }] } })).done) throw new Error("a run was refused");
        saved.push(run_id);
      };
      const started = performance.now();
      await save(from);
      const afterMillis = share * 3 * (performance.now() - started);
      let killed = false;
      const kill = new Promise<void>((resolve) => setTimeout(() => { killed = true; worker.terminate(); resolve(); }, afterMillis));
      const write = async () => {
        for (let at = from + 1; !killed; at += 1) await save(at);
      };
      await Promise.race([kill, write()]);
      return saved;
    }, [from, share] as const);
  }
}
