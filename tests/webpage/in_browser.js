// A page in headless Chromium: node in_browser.js PAGE [--axe] prints one JSON object with what was seen and how long it took.
// NODE_PATH has playwright-core (and axe-core), CHROMIUM is the browser's file. Times are milliseconds, from the event to
// the frame in which its result was painted.
const fs = require("fs");
const { chromium } = require("playwright-core");
const { pathToFileURL } = require("url");

const [, , file, ...options] = process.argv;
const address = pathToFileURL(file).href;

// In the page: does something, and tells how long it took until the next frame was out.
const timed = async ({ selector, value, event }) => {
    const element = document.querySelector(selector);
    const begun = performance.now();
    if (event === "click") element.click();
    else {
        element.value = value;
        element.dispatchEvent(new Event(event, { bubbles: true }));
    }
    const handled = performance.now() - begun;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return { handled: Math.round(handled), painted: Math.round(performance.now() - begun) };
};

const shown = () => document.querySelectorAll("article.entry:not([hidden])").length;

// In the page: the visible order, by the ids of the first studies as they stand on the screen.
const order = () =>
    [...document.querySelectorAll("article.entry:not([hidden])")]
        .map((article) => [article.getBoundingClientRect().top, article.id])
        .sort((a, b) => a[0] - b[0])
        .slice(0, 5)
        .map((pair) => pair[1]);

async function open(browser, settings) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...settings });
    const page = await context.newPage();
    const requests = [];
    const errors = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(address, { waitUntil: "load", timeout: 120000 });
    return { page, requests, errors };
}

async function times(page) {
    const found = {};
    if (!(await page.$("#sort"))) return found;
    for (const name of ["newest", "title", "given"]) {
        found[`sort ${name}`] = await page.evaluate(timed, { selector: "#sort", value: name, event: "change" });
        found[`sort ${name}`].order = await page.evaluate(order);
    }
    await page.waitForTimeout(3000);
    for (const text of ["fatigue", "f", "fatigue rituximab", ""]) {
        found[`search ${text}`] = await page.evaluate(timed, { selector: "#search", value: text, event: "input" });
        await page.waitForTimeout(500);
        found[`search ${text}`].shown = await page.evaluate(shown);
    }
    for (const name of ["filter on", "filter off"]) {
        found[name] = await page.evaluate(timed, { selector: "#filters input", event: "click" });
        await page.waitForTimeout(500);
        found[name].shown = await page.evaluate(shown);
    }
    if (await page.$("#style")) {
        const last = await page.$eval("#style option:last-child", (option) => option.value);
        found.style = await page.evaluate(timed, { selector: "#style", value: last, event: "change" });
    }
    return found;
}

async function violations(page) {
    await page.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
    const found = await page.evaluate(() => axe.run(document));
    return found.violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 200)) }));
}

async function main() {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
    const plain = await open(browser, { javaScriptEnabled: false });
    const readable = await plain.page.$$eval("article.entry", (all) => all.filter((each) => each.offsetHeight > 0).length).catch(() => null);
    const { page, requests, errors } = await open(browser, {});
    const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    const loaded = await page.evaluate(() => performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart);
    const given = await page.evaluate(order);
    const result = { first_paint: Math.round(paint), loaded, requests, errors, readable, given, times: await times(page) };
    if (options.includes("--axe")) {
        result.axe = {};
        for (const colorScheme of ["light", "dark"]) {
            for (const width of [390, 1280]) {
                const { page: one } = await open(browser, { colorScheme, viewport: { width, height: 844 }, bypassCSP: true });
                result.axe[`${colorScheme} ${width}`] = await violations(one);
                result.overflow = Math.max(result.overflow ?? 0, await one.evaluate(() => document.documentElement.scrollWidth - innerWidth));
            }
        }
    }
    console.log(JSON.stringify(result));
    await browser.close();
}

main();
