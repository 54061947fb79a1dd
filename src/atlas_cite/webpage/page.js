"use strict";
// Everything the page says stands in it without this script; the script only shows less, in another order, or copies it.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const articles = [...document.querySelectorAll("article.entry")];
  const sections = [...document.querySelectorAll("section.group")];
  const status = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const search = document.getElementById("search");
  const boxes = [...document.querySelectorAll("#filters input")];
  const facetCount = data.facets;
  const texts = new Array(articles.length);
  const shown = new Array(articles.length).fill(true);
  const place = new Map(articles.map((article, at) => [article, at]));
  const members = sections.map((section) => [...section.querySelectorAll("article.entry")].map((each) => place.get(each)));
  const chunk = 500;
  let order = articles.map((_, at) => at);
  let pass = 0;

  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (at) => texts[at] ?? (texts[at] = fold(articles[at].textContent));

  // Which values of each facet are asked for, by the place of the value.
  const wanted = () => {
    const sets = Array.from({ length: facetCount }, () => new Set());
    for (const box of boxes) if (box.checked) sets[box.dataset.facet].add(Number(box.dataset.value));
    return sets;
  };

  // Articles appear and disappear from the top of the page on, so that what is on the screen never waits for the rest.
  const settle = (most = chunk) => {
    pass += 1;
    const mine = pass;
    let next = 0;
    const step = () => {
      if (mine !== pass) return;
      for (let changed = 0; next < order.length && changed < most; next += 1) {
        const article = articles[order[next]];
        if (article.hidden !== shown[order[next]]) continue;
        article.hidden = !article.hidden;
        changed += 1;
      }
      if (next < order.length) requestAnimationFrame(() => setTimeout(step));
    };
    step();
  };

  const apply = () => {
    const terms = fold(search.value).split(/\s+/).filter(Boolean);
    const sets = wanted();
    const counts = new Map(boxes.map((box) => [box, 0]));
    const byFacet = Array.from({ length: facetCount }, () => []);
    for (const box of boxes) byFacet[box.dataset.facet][box.dataset.value] = box;
    let number = 0;
    for (let at = 0; at < articles.length; at += 1) {
      const values = data.studies[at][2];
      const found = terms.length === 0 || terms.every((term) => textOf(at).includes(term));
      const fails = [];
      if (found) {
        for (let facet = 0; facet < facetCount; facet += 1) {
          if (sets[facet].size && !values[facet].some((value) => sets[facet].has(value))) fails.push(facet);
        }
        // A count says how many would be shown if that value were chosen too.
        for (let facet = 0; facet < facetCount; facet += 1) {
          if (fails.length === 0 || (fails.length === 1 && fails[0] === facet)) {
            for (const value of values[facet]) counts.set(byFacet[facet][value], counts.get(byFacet[facet][value]) + 1);
          }
        }
      }
      shown[at] = found && fails.length === 0;
      number += shown[at];
    }
    sections.forEach((section, at) => { section.hidden = !members[at].some((member) => shown[member]); });
    settle();
    for (const [box, count] of counts) {
      const label = box.closest("label");
      label.querySelector("output").textContent = count;
      label.classList.toggle("none", count === 0 && !box.checked);
    }
    status.textContent = words.shown.replace("{n}", number).replace("{m}", articles.length);
    nothing.hidden = number > 0;
  };

  const compare = {
    given: (a, b) => a - b,
    newest: (a, b) => (data.studies[b][0] ?? -1e9) - (data.studies[a][0] ?? -1e9) || a - b,
    oldest: (a, b) => (data.studies[a][0] ?? 1e9) - (data.studies[b][0] ?? 1e9) || a - b,
    evidence: (a, b) => (data.studies[a][1] ?? 1e9) - (data.studies[b][1] ?? 1e9) || a - b,
    title: (a, b) => collator.compare(data.studies[a][3], data.studies[b][3]) || a - b,
  };
  const collator = new Intl.Collator(document.documentElement.lang, { sensitivity: "base", numeric: true });

  const sort = (name) => {
    for (const group of members) group.sort(compare[name]);
    order = members.flat();
    // Moved outside of the page and without their looks, which would be worked out anew with each move.
    order.slice(chunk).forEach((at) => { articles[at].hidden = true; });
    sections.forEach((section, at) => {
      const following = section.nextSibling;
      const around = section.parentNode;
      section.remove();
      section.append(...members[at].map((member) => articles[member]));
      around.insertBefore(section, following);
    });
    if (sections.length && sections[0].getBoundingClientRect().top < 0) sections[0].scrollIntoView({ behavior: "instant" });
    settle();
  };

  const setStyle = (style) => {
    for (const each of document.querySelectorAll("article.entry > .as")) each.hidden = each.dataset.style !== style;
  };

  const exported = (() => {
    let records = null;
    return () => {
      records ??= (async () => {
        const packed = document.getElementById("exports").textContent;
        const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
        return JSON.parse(await new Response(stream).text());
      })();
      return records;
    };
  })();

  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages opened from disk may not use the clipboard; selecting and copying still works there.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = words.copied;
    status.textContent = words.copied;
    setTimeout(() => { button.textContent = before; }, 1600);
  };

  const download = async (kind) => {
    const records = await exported();
    const seen = new Set();
    const chosen = [];
    articles.forEach((article, at) => {
      const key = data.studies[at][4];
      if (shown[at] && !seen.has(key)) {
        seen.add(key);
        chosen.push(records[key][kind]);
      }
    });
    const text = kind === "json" ? `[\n${chosen.join(",\n")}\n]\n` : chosen.join("\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = `studies.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const article = button.closest("article.entry");
    const action = button.dataset.do;
    if (action === "copy-citation") {
      await copy(article.querySelector(".as:not([hidden]) .reference").innerText.replace(/\s+/g, " ").trim(), button);
    } else if (action === "copy-bibtex") {
      await copy((await exported())[data.studies[place.get(article)][4]].bib, button);
    } else if (action === "download") {
      await download(button.dataset.kind);
    } else if (action === "open" || action === "close") {
      for (const details of document.querySelectorAll("article.entry > details")) details.open = action === "open";
    } else if (action === "reset") {
      search.value = "";
      for (const box of boxes) box.checked = false;
      apply();
      search.focus();
    }
  });
  search.addEventListener("input", apply);
  for (const box of boxes) box.addEventListener("change", apply);
  document.getElementById("sort").addEventListener("change", (event) => sort(event.target.value));
  document.getElementById("style")?.addEventListener("change", (event) => setStyle(event.target.value));
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(?:INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && document.activeElement === search) {
      search.value = "";
      apply();
    }
  });
  // What is closed on screen is open on paper: no caveat may be left out of a print.
  addEventListener("beforeprint", () => {
    settle(Infinity);
    for (const details of document.querySelectorAll("article.entry > details")) details.open = true;
  });
  // A link to a study that filters hide shows it.
  addEventListener("hashchange", () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const at = place.get(target);
    if (at !== undefined && !shown[at]) {
      document.querySelector('[data-do="reset"]').click();
      settle(Infinity);
      target.scrollIntoView();
    }
  });
  document.documentElement.classList.add("js");
  // On a phone the filters come before the studies, and would push them off the screen.
  document.getElementById("filters").open = matchMedia("(min-width: 64rem)").matches;
  // Texts are folded while nobody waits, so that the first search is as quick as the next.
  let next = 0;
  const prepare = (deadline) => {
    while (next < articles.length && deadline.timeRemaining() > 2) textOf(next++);
    if (next < articles.length) requestIdleCallback(prepare);
  };
  if ("requestIdleCallback" in globalThis) requestIdleCallback(prepare);
})();
