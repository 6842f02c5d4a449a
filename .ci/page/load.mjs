// A thousand runs, a hundred thousand points: frames a second while the picture is turned, and how long interactions take.

import assert from "node:assert/strict";
import os from "node:os";
import { launch, open, until } from "./browser.mjs";

const { PAGE, SHOTS, RUNS = "1000" } = process.env;
const LEAST_FRAMES = 10;
const LONGEST_MILLIS = 100;
// The same page took from 72 to 184 ms within an hour on a machine whose neighbours were busy: the check fails beyond thrice what is
// asked for, and says whether that was met.
const MARGIN = 3;
const TURNING_MILLIS = 4000;

const browser = await launch();
const page = await open(browser, PAGE);
const started = Date.now();
await until("the picture", async () => Number(await page.locator(".space .valley").getAttribute("data-frames")) > 0);
await until(`${RUNS} runs`, async () => (await page.locator(".states [data-state='']").textContent()).includes(RUNS.slice(0, 3)));
console.log(`whole picture after ${((Date.now() - started) / 1000).toFixed(1)} s`);
await page.waitForTimeout(3000);

/** Frames that were drawn a second while the pointer turned the picture all the time. */
async function turn() {
  const box = await page.locator(".space .valley").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const count = async () => Number(await page.locator(".space .valley").getAttribute("data-frames"));
  await page.mouse.move(x, y);
  await page.mouse.down();
  const before = await count();
  const began = Date.now();
  for (let i = 0; Date.now() - began < TURNING_MILLIS; i++) {
    await page.mouse.move(x + 150 * Math.sin(i / 15), y + 60 * Math.cos(i / 20));
  }
  const rate = (1000 * ((await count()) - before)) / (Date.now() - began);
  await page.mouse.up();
  return rate;
}

/** Chromium's own measure of each interaction: from the input to the next frame on the screen. */
async function interactions() {
  await page.evaluate(() => {
    window.spent = [];
    window.watch?.disconnect();
    window.watch = new PerformanceObserver((list) => list.getEntries().forEach(({ name, duration }) => window.spent.push([name, duration])));
    window.watch.observe({ type: "event", durationThreshold: 16 });
  });
  const rest = () => page.waitForTimeout(500);
  await page.locator("[data-toggle=trail]").click();
  await rest();
  await page.locator("#search").click();
  await page.keyboard.type("cnn");
  await rest();
  await page.locator("#search").fill("");
  await rest();
  for (const name of ["distance", "progress", "need"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await rest();
  }
  for (const axes of ["12", "3d"]) {
    await page.locator(`[data-axes='${axes}']`).click();
    await rest();
  }
  for (let i = 0; i < 15; i++) {
    await page.mouse.move(200 + 30 * i, 330);
  }
  for (let i = 0; i < 15; i++) {
    await page.mouse.move(120 + 30 * i, 760);
  }
  await page.keyboard.press("r");
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press("ArrowDown");
  }
  await rest();
  const spent = await page.evaluate(() => window.spent);
  return spent.sort((a, b) => b[1] - a[1])[0] ?? ["all", 16];
}

const tails = await turn();
await page.screenshot({ path: `${SHOTS}/thousand-tails.png` });
// The longest of each round, and of these the median: once in a while the system does something else.
const rounds = [await interactions(), await interactions(), await interactions()].sort((a, b) => a[1] - b[1]);
await page.locator("[data-toggle=trail][aria-pressed=true]").waitFor();
await page.waitForTimeout(1000);
const paths = await turn();
await page.screenshot({ path: `${SHOTS}/thousand-paths.png` });
const heap = await page.evaluate(() => performance.memory.usedJSHeapSize / 1e6);
console.log(`turning: ${tails.toFixed(1)} frames a second with tails, ${paths.toFixed(1)} with all paths`);
console.log(`longest interaction of each round: ${rounds.map(([name, millis]) => `${name} ${millis} ms`).join(", ")}`);
console.log(`page's heap: ${heap.toFixed(0)} MB; load of the machine: ${os.loadavg()[0].toFixed(1)} on ${os.cpus().length} processors`);
assert.deepEqual(page.problems, []);
await browser.close();

const frames = Math.min(tails, paths);
const longest = rounds[1][1];
console.log(`asked for ${LEAST_FRAMES} frames a second and interactions of ${LONGEST_MILLIS} ms: ${frames >= LEAST_FRAMES && longest <= LONGEST_MILLIS ? "met" : "MISSED"}`);
assert.ok(frames >= LEAST_FRAMES / MARGIN, `fewer than ${LEAST_FRAMES / MARGIN} frames a second`);
assert.ok(longest <= LONGEST_MILLIS * MARGIN, `in two rounds of three an interaction took longer than ${LONGEST_MILLIS * MARGIN} ms`);
