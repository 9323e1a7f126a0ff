// What the reader of an HTML report relies on, held in a real browser:
//
//	node browser.mjs PAGES SHOTS NAME...
//
// opens PAGES/NAME.html light and dark, wide and narrow, and prints it.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [pages, shots, ...names] = process.argv.slice(2);
const require = createRequire(path.join(process.env.NODE_PATH, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let failures = 0;
let checks = 0;
function expect(good, what) {
  checks++;
  if (good) return;
  failures++;
  console.error("browser: " + what);
}

// geometry lists what is wider than the window or its box, and labels that lie on others.
function geometry() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide in a window of ${root.clientWidth}`);
  for (const element of document.querySelectorAll("h1,h2,h3,h4,p,li,dd,summary,.finding")) {
    if (element.scrollWidth > element.clientWidth + 1) found.push("overflows: " + element.textContent.trim().slice(0, 60));
  }
  const texts = [...document.querySelectorAll("svg text")];
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const boxes = texts.map((text) => text.getBoundingClientRect());
  for (let i = 0; i < texts.length; i++) {
    const rect = texts[i].closest("g")?.querySelector("rect");
    if (rect && boxes[i].right > rect.getBoundingClientRect().right) found.push("leaves its box: " + texts[i].textContent);
    for (let j = 0; j < i; j++) if (meet(boxes[i], boxes[j])) found.push(`${texts[i].textContent} lies on ${texts[j].textContent}`);
  }
  return found;
}

// smallest is the size in which the graph's letters appear.
function smallest() {
  const svg = document.querySelector("svg");
  const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
  const sizes = [...document.querySelectorAll("svg text")].map((text) => parseFloat(getComputedStyle(text).fontSize) * scale);
  return Math.min(99, ...sizes);
}

async function filterWorks(page, name) {
  const field = page.locator("#filter");
  if ((await field.count()) === 0) return;
  const visible = () => page.locator(".finding:visible").count();
  const all = await visible();
  await field.fill("hardcoded");
  const some = await visible();
  const wanted = await page.locator("section[aria-labelledby=hardcoded-key] .finding").count();
  expect(some === wanted && some <= all, `${name}: filtering by a rule shows ${some} of ${all}, want ${wanted}`);
  await field.fill("nothing has this");
  expect((await visible()) === 0, `${name}: a filter that nothing matches shows ${await visible()}`);
  expect((await page.locator("#shown").textContent()).includes("0 of " + all), `${name}: the filter does not say how much it shows`);
  expect((await page.locator(".rule:visible").count()) === 0, `${name}: headings without findings stay`);
  await field.press("Enter");
  expect(page.url().endsWith(name + ".html"), `${name}: enter in the filter leads to ${page.url()}`);
  await field.fill("");
  expect((await visible()) === all, `${name}: without a filter ${await visible()} of ${all} are shown`);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
for (const name of names) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 360]) {
      const where = `${name}, ${colorScheme}, ${width} wide`;
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      const requests = [];
      const complaints = [];
      page.on("request", (request) => requests.push(request.url()));
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("dialog", (dialog) => (complaints.push("dialog: " + dialog.message()), dialog.dismiss()));
      await page.exposeFunction("pwned", () => complaints.push("code of the repository ran"));
      const url = pathToFileURL(path.join(pages, name + ".html")).href;
      await page.goto(url);
      for (const problem of await page.evaluate(geometry)) expect(false, `${where}: ${problem}`);
      const size = await page.evaluate(smallest);
      expect(size >= 10, `${where}: letters of ${size.toFixed(1)} pixels in the graph`);
      expect((await page.locator("script, img, iframe, link, object").count()) === 1, `${where}: a name has become markup`);
      await page.screenshot({ path: path.join(shots, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      await filterWorks(page, name);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => axe.run());
      for (const v of violations) expect(false, `${where}: ${v.id}: ${v.help}: ${v.nodes.map((n) => n.target).slice(0, 3).join(" ")}`);
      expect(requests.length === 1 && requests[0] === url, `${where}: requests ${requests.slice(1)}`);
      expect(complaints.length === 0, `${where}: ${complaints}`);
      await page.close();
    }
  }
  // On paper: dark readers print light as well, and no filter.
  const page = await browser.newPage({ colorScheme: "dark" });
  await page.goto(pathToFileURL(path.join(pages, name + ".html")).href);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(paper === "rgb(255, 255, 255)", `${name}: printed on ${paper}`);
  expect(!(await page.locator("#filter").isVisible().catch(() => false)), `${name}: the filter is printed`);
  await page.setViewportSize({ width: 718, height: 1000 }); // A4 between its margins
  for (const problem of await page.evaluate(geometry)) expect(false, `${name}, printed: ${problem}`);
  writeFileSync(path.join(shots, name + ".pdf"), await page.pdf({ format: "A4", margin: { top: "1cm", bottom: "1cm", left: "1cm", right: "1cm" } }));
  await page.close();
}
await browser.close();
console.log(`browser: ${names.length} pages, ${checks} checks, ${failures} failed`);
process.exit(failures ? 1 : 0);
