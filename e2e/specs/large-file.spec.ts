import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { test } from "../test";

// A recorded trace takes pictures of the document on the page's own thread.
test.use({ trace: "off" });

test("a file of 100 MB does not freeze the page", { tag: "@alone" }, async ({ lab }, testInfo) => {
  const file = testInfo.outputPath("large.csv");
  const handle = openSync(file, "w");
  writeSync(handle, "size,weight,colour\n");
  const block = "1.25,300.5,red\n2.5,12.75,blue\n".repeat(35_000);
  for (let part = 0; part < 100; part += 1) writeSync(handle, block);
  closeSync(handle);
  await lab.openLab();
  await lab.watchTasks();
  await lab.pickUndisturbed(file, "weight");
  await lab.noFreeze(testInfo);
  rmSync(file);
});
