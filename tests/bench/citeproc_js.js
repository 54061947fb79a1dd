// Documents through citeproc-js, one JSON object a line: {style, locale, items, clusters} in, {order, entries, citations} out.
// clusters are citeproc's citations ({citationItems, properties}); an entry citeproc-js prints nothing for is null.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const CSL = require("citeproc");

CSL.debug = () => {};

function retrieveLocale(language) {
    const file = path.join(process.env.CSL_LOCALES, `locales-${language}.xml`);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8").replace(/\s*<\?[^>]*\?>\s*\n/g, "") : false;
}

function render({ style, locale, items, clusters }) {
    const byId = new Map(items.map((item) => [item.id, item]));
    const sys = { retrieveItem: (id) => byId.get(id), retrieveLocale };
    const engine = new CSL.Engine(sys, fs.readFileSync(style, "utf8"), locale || "en-US", Boolean(locale));
    const cited = clusters.map((cluster, at) => ({ ...cluster, citationID: `c${at}` }));
    const citations = engine.rebuildProcessorState(cited, "html").map((citation) => citation[2]);
    const made = engine.makeBibliography();
    if (!made) return { order: [], entries: {}, citations };
    const [parameters, printed] = made;
    const order = parameters.entry_ids.map((ids) => ids[0]);
    const empty = new Set(parameters.bibliography_errors.map((error) => String(error.itemID)));
    const skips = order.length !== printed.length;
    const rest = printed[Symbol.iterator]();
    const entries = order.map((id) => [id, skips && empty.has(id) ? null : rest.next().value]);
    return { order, entries: Object.fromEntries(entries), citations };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
    let answer;
    try {
        answer = render(JSON.parse(line));
    } catch (error) {
        answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
});
