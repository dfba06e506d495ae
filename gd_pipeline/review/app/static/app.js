"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);

  // Filters fold away where the page is narrow; a choice is applied at once.
  if (matchMedia("(max-width: 900px)").matches) all("details.fold").forEach((each) => each.removeAttribute("open"));
  all("form[data-auto] select").forEach((each) => each.addEventListener("change", () => send(each.form)));
  all("form[data-auto]").forEach((form) => form.addEventListener("submit", (event) => { event.preventDefault(); send(form); }));
  function send(form) {
    const fields = new URLSearchParams(new FormData(form));
    [...fields.keys()].forEach((key) => fields.get(key) === "" && fields.delete(key));
    location.href = `${form.getAttribute("action")}?${fields}`;
  }

  // Where a table is wider than its screen, what is in question is brought into view.
  all(".evidence .scroll").forEach((each) => {
    const marks = all("td.hit, mark.finding", each).map((mark) => mark.closest("td"));
    const right = Math.max(0, ...marks.map((cell) => cell.offsetLeft + cell.offsetWidth));
    each.scrollLeft = right - each.clientWidth;
  });
  all("table.heat, .chart").forEach((each) => { each.parentElement.scrollLeft = each.parentElement.scrollWidth; });

  // Ticks and the bar that decides all that is ticked.
  const bulk = one("form.bulk");
  const ticks = () => all("input[name=alert]", bulk);
  function counted() {
    const number = ticks().filter((each) => each.checked).length;
    bulk.classList.toggle("ticking", number > 0);
    const told = one("[data-ticked]");
    if (told) told.textContent = number ? `(${number})` : "";
  }
  if (bulk) {
    bulk.addEventListener("change", (event) => {
      if (event.target.matches("[data-all]")) ticks().forEach((each) => { each.checked = event.target.checked; });
      counted();
    });
    counted();
  }

  // Lists by keyboard.
  const items = () => all("[data-item]");
  let at = -1;
  function move(step) {
    const found = items();
    if (!found.length) return false;
    found[at]?.classList.remove("on");
    at = Math.max(0, Math.min(found.length - 1, at + step));
    found[at].classList.add("on");
    one("a.body", found[at]).focus({ preventScroll: true });
    found[at].scrollIntoView({ block: "nearest" });
    return true;
  }
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-item]");
    if (!item) return;
    all(".item.on").forEach((each) => each.classList.remove("on"));
    item.classList.add("on");
    at = items().indexOf(item);
  });

  const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");
  const follow = (selector) => { const link = one(selector); if (link) link.click(); return Boolean(link); };
  const keys = {
    j: () => move(1) || follow("a[rel=next]"),
    k: () => move(-1) || follow("a[rel=prev]"),
    Enter: () => { const item = items()[at]; if (item && document.activeElement === document.body) one("a.body", item).click(); },
    x: () => { const box = items()[at] && one("input[type=checkbox]", items()[at]); if (box) { box.checked = !box.checked; counted(); } },
    n: () => { const note = one("textarea[name=note]"); note?.focus(); return true; },
    u: () => follow("[data-up]"),
    "/": () => { one("[data-search]")?.focus(); return true; },
    "?": () => one("#help").showModal(),
  };
  function decide(key) {
    if (bulk && !ticks().some((each) => each.checked) && items()[at]) keys.x();
    const button = one(`button[data-key="${key}"]`);
    if (button && button.offsetParent !== null) button.click();
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    if (typing(event.target)) { if (event.key === "Escape") event.target.blur(); return; }
    if (/^[1-4]$/.test(event.key)) { event.preventDefault(); decide(event.key); return; }
    const action = keys[event.key];
    if (action && action() === true) event.preventDefault();
  });
  all("[data-help]").forEach((each) => each.addEventListener("click", () => one("#help").showModal()));

  // Facts in a text: what they say, where they are listed; families put out and lit again.
  const text = one("[data-text]");
  const tip = one("#tip");
  if (text && tip) {
    all("mark[title]", text).forEach((each) => { each.dataset.says = each.title; each.removeAttribute("title"); });
    const rows = (mark) => (mark.dataset.facts || "").split(" ").flatMap((key) => all(`li[data-fact="${CSS.escape(key)}"]`));
    const show = (mark) => {
      hide();
      if (!mark.dataset.says) return;
      tip.textContent = mark.dataset.says;
      tip.hidden = false;
      const box = mark.getBoundingClientRect();
      tip.style.left = `${Math.max(8, Math.min(box.left + scrollX, scrollX + innerWidth - tip.offsetWidth - 8))}px`;
      tip.style.top = `${box.top + scrollY - tip.offsetHeight - 8}px`;
      rows(mark).forEach((each) => each.classList.add("lit"));
    };
    const hide = () => { tip.hidden = true; all("li.lit").forEach((each) => each.classList.remove("lit")); };
    for (const name of ["mouseover", "focusin", "click"]) {
      text.addEventListener(name, (event) => { const mark = event.target.closest("mark.fact"); if (mark) show(mark); else hide(); });
    }
    text.addEventListener("click", (event) => {
      const mark = event.target.closest("mark.fact");
      const row = mark && rows(mark)[0];
      if (row && matchMedia("(min-width: 901px)").matches) { row.closest("details").open = true; row.scrollIntoView({ block: "nearest" }); }
    });
    all("[data-family]").forEach((box) => box.addEventListener("change", () => {
      all(`mark.fam-${box.dataset.family}`, text).forEach((each) => each.classList.toggle("off", !box.checked));
    }));
  }

  // A search that took its time goes on by itself, year by year.
  async function onwards() {
    const list = one("[data-found]");
    let more = list && one("[data-more]", list);
    while (more && items().length < 200) {
      const address = `${more.dataset.more}&part=1`;
      const answer = await fetch(address);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      more.replaceWith(...page.body.childNodes);
      more = one("[data-more]", list);
    }
  }
  onwards();
})();
