import type { Page } from "@playwright/test";

/** The browser's private files as they lie there, for stories in which something else has written to them. */
export class OpfsFiles {
  constructor(private readonly page: Page) {}

  /** Writes one text over another everywhere, byte for byte from where it begins; how often. No tab may have the files open. */
  async replace(from: string, to: string): Promise<number> {
    return this.page.evaluate(async ([from, to]) => {
      const files = async (folder: FileSystemDirectoryHandle): Promise<FileSystemFileHandle[]> => {
        const found: FileSystemFileHandle[] = [];
        for await (const entry of (folder as never as { values(): AsyncIterable<FileSystemHandle> }).values()) {
          if (entry.kind === "directory") found.push(...(await files(entry as FileSystemDirectoryHandle)));
          else found.push(entry as FileSystemFileHandle);
        }
        return found;
      };
      let written = 0;
      for (const file of await files(await navigator.storage.getDirectory())) {
        const text = new TextDecoder("latin1").decode(await (await file.getFile()).arrayBuffer());
        for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + 1)) {
          const stream = await file.createWritable({ keepExistingData: true });
          await stream.write({ type: "write", position: at, data: to });
          await stream.close();
          written += 1;
        }
      }
      return written;
    }, [from, to] as const);
  }
}
