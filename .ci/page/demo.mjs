// The page against the real demo: PAGE is its address, SHOTS a folder for screenshots.

import assert from "node:assert/strict";
import { axe, launch, open, until } from "./browser.mjs";
import { line } from "./line.mjs";

const { PAGE, SHOTS } = process.env;
const BAD = ["mlp128x2-adam-labels-shifted.s17", "mlp256-nesterov-divergence.s18"];
const WELL = "cnn8-adam.s12";

const browser = await launch();
const checks = [];
const check = (name, run) => checks.push([name, run]);
const row = (page, run) => page.locator(`[data-run="${run}"]`).first();
const mark = (page, run) => row(page, run).getAttribute("data-mark");
const state = (page) => page.locator("#connection").getAttribute("data-state");
const shot = (page, name, fullPage = false) => page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage });
const frames = async (page) => Number(await page.locator(".space .valley").getAttribute("data-frames"));
const picture = (page) => page.locator(".space .valley").screenshot();
const run = async (name) => (await fetch(`${PAGE}api/runs/${name}`)).json();
const steady = (page) => page.waitForTimeout(1500);

check("points move", async () => {
  const page = await open(browser, PAGE);
  const figure = row(page, WELL).locator(".c-progress .figure");
  await until("a first figure", async () => /\d/.test(await figure.textContent()));
  const [before, drawn, image] = [await figure.textContent(), await frames(page), await picture(page)];
  await until("another figure", async () => (await figure.textContent()) !== before);
  await until("another picture", async () => (await frames(page)) > drawn && !image.equals(await picture(page)));
  assert.equal(await state(page), "live");
  await shot(page, "under-way");
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

check("a broken connection recovers, and nothing is missing afterwards", async () => {
  const cable = await line(Number(new URL(PAGE).port));
  const page = await open(browser, cable.url);
  await until("runs", async () => (await page.locator("[data-run]").count()) > 0);
  await until("live", async () => (await state(page)) === "live");
  await cable.cut();
  await until("the page says that it is cut off", async () => (await state(page)) === "lost");
  assert.ok((await page.locator("[data-run]").count()) > 0, "the last figures are kept");
  await shot(page, "cut-off");
  await page.waitForTimeout(4000);
  await cable.mend();
  await until("the page is live again", async () => (await state(page)) === "live");
  await page.locator(`[data-run="${WELL}"]`).first().click();
  const has = () => page.locator(".figures").textContent();
  await until("it has caught up", async () => {
    const latest = (await run(WELL)).latest.step.toLocaleString("en");
    return (await has()).includes(latest);
  });
  assert.deepEqual(page.problems, []);
  await page.context().close();
  await cable.cut();
});

check("alarms come on the right runs, and on no other", async () => {
  const page = await open(browser, PAGE);
  for (const bad of BAD) {
    await until(`an alarm on ${bad}`, async () => (await mark(page, bad)) === "alarm", 240_000);
  }
  await steady(page);
  const marks = await page.locator("[data-run]").evaluateAll((rows) => rows.map((one) => [one.dataset.run, one.dataset.mark]));
  assert.deepEqual(marks.filter(([, of]) => of === "alarm").map(([name]) => name).sort(), [...BAD].sort());
  const labels = await page.locator(".label.alarm").allTextContents();
  assert.ok(labels.some((label) => label.startsWith(BAD[0])), `named in the picture: ${labels}`);
  await shot(page, "overview-light");
  await page.context().close();
  const dark = await open(browser, PAGE, { colorScheme: "dark" });
  await steady(dark);
  await shot(dark, "overview-dark");
  await dark.context().close();
});

check("a run's page says why", async () => {
  const page = await open(browser, `${PAGE}?run=${BAD[0]}`);
  const sentence = await until("the sentence", () => page.locator(".sentence", { hasText: "Off the manifold since step" }).textContent());
  assert.match(sentence, /^Off the manifold since step [\d,]+: it takes \d for \d\.$/);
  const { decisions } = await run(BAD[0]);
  const raised = decisions.find((decision) => decision.kind === "OFF_MANIFOLD" && decision.state === "raised");
  assert.ok(sentence.includes(raised.step.toLocaleString("en")), sentence);
  for (const list of await page.locator("[aria-label=Why] .bars").all()) {
    const shares = (await list.locator(".figure").allTextContents()).map(parseFloat);
    const sum = shares.reduce((a, b) => a + b, 0);
    // Each is rounded: half a unit of its last digit.
    assert.ok(Math.abs(sum - 100) < 3, `bars sum to ${sum}%: ${shares}`);
  }
  await until("acknowledged", () => page.locator(".event.acknowledged").count());
  await steady(page);
  await shot(page, "run", true);
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.problems, []);
  await page.context().close();
});

check("a link restores the view", async () => {
  const page = await open(browser, PAGE);
  await page.locator("[data-run]").first().waitFor();
  await page.locator("[data-axes='13']").click();
  await page.locator("#search").fill("adam");
  await page.getByRole("button", { name: "distance", exact: true }).click();
  await page.locator("[data-state=course], [data-state=ended]").last().click();
  const box = await page.locator(".space .valley").boundingBox();
  await page.mouse.move(box.x + 300, box.y + 150);
  await page.mouse.down();
  await page.mouse.move(box.x + 360, box.y + 180, { steps: 4 });
  await page.mouse.up();
  await page.mouse.move(box.x + 5, box.y + 5);
  await until("the camera in the address", () => page.url().includes("camera="));
  await steady(page);
  const names = (of) => of.locator("[data-run]").evaluateAll((rows) => rows.map((one) => one.dataset.run));
  const other = await open(browser, page.url());
  await other.locator("[data-run]").first().waitFor();
  await steady(other);
  assert.equal(await other.locator("[data-axes='13']").getAttribute("aria-pressed"), "true");
  assert.equal(await other.locator("#search").inputValue(), "adam");
  assert.equal(other.url(), page.url());
  assert.deepEqual(await names(other), await names(page));
  const placed = (of) => of.locator(".label.anchor").evaluateAll((labels) => labels.map((label) => [label.textContent, label.style.transform]));
  assert.deepEqual(await placed(other), await placed(page));
  await page.context().close();
  await other.context().close();
});

check("runs are compared at equal progress", async () => {
  const page = await open(browser, `${PAGE}?compare=${BAD[0]},${WELL}&comparing=1&at=0.5`);
  await until("two rows", async () => (await page.locator(".comparison tbody tr").count()) === 2);
  const { history } = await run(WELL);
  const reached = history.find((point) => point.progress >= 0.5).step.toLocaleString("en");
  await until(`step ${reached}`, async () => (await page.locator(`.comparison tr[data-run="${WELL}"] td`).first().textContent()) === reached);
  await steady(page);
  await shot(page, "compare", true);
  assert.deepEqual(await axe(page), []);
  await page.context().close();
});

check("the keyboard suffices", async () => {
  const page = await open(browser, PAGE);
  await page.locator("[data-run]").first().waitFor();
  await page.keyboard.press("r");
  await page.keyboard.press("ArrowDown");
  const chosen = await page.evaluate(() => document.activeElement.dataset.run);
  assert.ok(chosen);
  await page.keyboard.press("Enter");
  await page.locator(".run-name", { hasText: chosen }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".overview").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("labels");
  await until("one row", async () => (await page.locator("[data-run]").count()) === 1);
  await page.keyboard.press("Escape");
  await page.keyboard.press("3");
  await until("axes 1 and 3", async () => (await page.locator("[data-axes='13']").getAttribute("aria-pressed")) === "true");
  await page.keyboard.press("m");
  const before = await frames(page);
  await page.keyboard.press("ArrowLeft");
  await until("the picture has moved", async () => (await frames(page)) > before);
  await page.keyboard.press("?");
  await page.locator("dialog[open]").waitFor();
  await shot(page, "help");
  await page.context().close();
});

check("axe finds nothing serious in either theme, nor on a phone, where nothing is cut off", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(browser, PAGE, { colorScheme });
    await page.locator("[data-run]").first().waitFor();
    await steady(page);
    assert.deepEqual(await axe(page), [], colorScheme);
    await page.context().close();
  }
  const phone = await open(browser, PAGE, { viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: 2 });
  await phone.locator("[data-run]").first().waitFor();
  await steady(phone);
  assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth), 390);
  assert.deepEqual(await axe(phone), []);
  await shot(phone, "phone", true);
  await phone.context().close();
});

check("empty, old, cut off from the start and too many are designed", async () => {
  const answers = {
    empty: { runs: [], shown: 0, matching: 0, forgotten: 0, lastEventId: 0 },
    old: { runs: [stub({})], shown: 1, matching: 1, forgotten: 0, lastEventId: 0 },
    many: { runs: [stub({})], shown: 1, matching: 5000, forgotten: 12, lastEventId: 0 },
  };
  const expected = { empty: "No runs yet", old: "No run has sent anything", many: "3,000 runs are not shown" };
  for (const [name, answer] of Object.entries(answers)) {
    const page = await open(browser, "about:blank");
    await page.route("**/api/runs?*", (route) => route.fulfill({ json: answer }));
    await page.addInitScript(() => {
      // A stream that is open, and on which nothing comes.
      window.EventSource = class extends EventTarget {
        static OPEN = 1;
        static CLOSED = 2;
        readyState = 1;
        close() {}
        constructor() {
          super();
          setTimeout(() => this.onopen?.());
        }
      };
    });
    await page.goto(PAGE);
    await page.getByText(expected[name]).first().waitFor();
    assert.deepEqual(await axe(page), [], name);
    await shot(page, `state-${name}`);
    await page.context().close();
  }
  const page = await open(browser, "about:blank");
  await page.route("**/api/**", (route) => route.abort());
  await page.goto(PAGE);
  await page.getByText("does not answer").waitFor();
  await shot(page, "state-lost");
  await page.context().close();
});

check("a stranger's text is text", async () => {
  const page = await open(browser, "about:blank");
  const nasty = "<script>window.caught = 1</script><img src=x onerror='window.caught = 1'>";
  const answer = { runs: [stub({ tags: { arch: nasty, [nasty]: "x" } })], shown: 1, matching: 1, forgotten: 0, lastEventId: 0 };
  await page.route("**/api/runs?*", (route) => route.fulfill({ json: answer }));
  await page.goto(PAGE);
  await page.locator(".tag", { hasText: "<script>" }).waitFor();
  assert.equal(await page.evaluate(() => window.caught), undefined);
  await page.context().close();
});

function stub(more) {
  return { run: "a", attempt: 0, state: "running", alarms: [], standing: {}, tags: {}, heardAt: "2026-01-01T00:00:00Z",
    latest: { run: "a", attempt: 0, step: 1, tags: {}, progress: 0.5, offManifoldNats: 0.02, alarms: [], manifold: "sha256:0" }, ...more };
}

let failed = 0;
for (const [name, of] of checks) {
  const started = Date.now();
  try {
    await of();
    console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n${error.message}\n${error.stack.split("\n").find((at) => at.includes("demo.mjs")) ?? ""}`);
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
