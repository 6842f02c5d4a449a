// Debian's Chromium as it is on a machine without a graphics card, WebGL in software, and the page opened in it.

import { createRequire } from "node:module";

const require = createRequire(`${process.env.PAGE_MODULES}/`);
const { chromium } = require("playwright-core");
export const AXE = require.resolve("axe-core/axe.min.js");

const FLAGS = [
  "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
  // Without the first, the page itself would be put together by the stand-in for a graphics card, several times slower.
  "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });

/** A page whose errors are remembered: `problems` are to be none. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(error.message));
  page.on("console", (message) => {
    // What cannot be fetched while the connection is cut is meant to fail.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      page.problems.push(message.text());
    }
  });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return page;
}

/** Waits until a condition holds; otherwise says what was waited for. */
export async function until(what, condition, milliseconds = 90_000) {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    const found = await condition();
    if (found) {
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`not within ${milliseconds / 1000} s: ${what}`);
}

/** Findings of axe that are serious or worse, one a line. */
export async function axe(page) {
  await page.evaluate(await (await import("node:fs/promises")).readFile(AXE, "utf8"));
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.slice(0, 5).map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary.split("\n")[1]}`));
}
