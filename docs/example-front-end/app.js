// A portal from the public API alone: no build, no library, nothing from another site.
// What the API says is put into the page as text. Only HTML that the API promises to be clean is put in as HTML.

const query = new URLSearchParams(location.search);
const API = (query.get("api") || document.documentElement.dataset.api).replace(/\/$/, "");
const main = document.getElementById("main");

const WORDS = {
  vi: {
    title: "Gương điển hình", people: "Điển hình", columns: "Chuyên mục", conferences: "Hội nghị", menu: "Trình đơn",
    skip: "Đến nội dung", other: "English", search: "Tìm theo tên, câu chuyện", find: "Tìm", field: "Lĩnh vực",
    honour: "Danh hiệu", year: "Năm", all: "Tất cả", sort: "Sắp xếp", newest: "Mới nhất", oldest: "Cũ nhất",
    name: "Theo tên", next: "Trang sau", previous: "Trang trước", none: "Không có kết quả phù hợp.",
    found: (n, exact) => `${exact ? "" : "Hơn "}${n.toLocaleString("vi")} điển hình`, loading: "Đang tải…",
    decision: (d) => `Quyết định số ${d.number}, ngày ${date(d.date)}, ${d.signatory} ký.`, back: "Về danh sách",
    wrong: "Không hiển thị được trang này.", offline: "Không kết nối được với cổng. Vui lòng thử lại.",
    retry: "Thử lại", page: "Xem trên cổng", gone: "Hồ sơ này không còn được công bố.",
    revoked: (t) => `Danh hiệu đã bị thu hồi theo Quyết định số ${t.decision.number}, ngày ${date(t.decision.date)}.`,
    withdrawn: () => "Người được nêu gương đã rút lại sự đồng ý công bố câu chuyện.",
    untranslated: "Hồ sơ này chưa có bản tiếng Việt.", watch: "Xem video", programme: "Chương trình",
    delegates: "Đại biểu", preview: "Bản xem trước: nội dung này chưa được công bố.", keptBy: "Do", transcript: "Nội dung lời nói",
  },
  en: {
    title: "Exemplary people", people: "People", columns: "Columns", conferences: "Conferences", menu: "Menu",
    skip: "Skip to content", other: "Tiếng Việt", search: "Search names and stories", find: "Search", field: "Field",
    honour: "Honour", year: "Year", all: "All", sort: "Order", newest: "Newest", oldest: "Oldest",
    name: "By name", next: "Next page", previous: "Previous page", none: "Nothing fits.",
    found: (n, exact) => `${exact ? "" : "More than "}${n.toLocaleString("en")} people`, loading: "Loading…",
    decision: (d) => `Decision ${d.number} of ${date(d.date)}, signed by ${d.signatory}.`, back: "Back to the list",
    wrong: "This page cannot be shown.", offline: "The portal cannot be reached. Please try again.",
    retry: "Try again", page: "Read on the portal", gone: "This profile is no longer public.",
    revoked: (t) => `The recognition was revoked by decision ${t.decision.number} of ${date(t.decision.date)}.`,
    withdrawn: () => "The person took back the consent to the publication of the story.",
    untranslated: "This profile is not yet translated into English.", watch: "Watch the video", programme: "Programme",
    delegates: "Delegates", preview: "A preview: this is not published.", keptBy: "Kept by", transcript: "What is said",
  },
};

let language = localStorage.getItem("language") === "en" ? "en" : "vi";
const t = (name) => WORDS[language][name];
const date = (text) => new Date(text).toLocaleDateString(language === "vi" ? "vi-VN" : "en-GB", { timeZone: "Asia/Ho_Chi_Minh" });

// --- Elements ---------------------------------------------------------------------------------------

/** el("a", { href }, "text", child): an element; everything but `html` is text. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "html") node.innerHTML = value;
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Links lead to the web or nowhere. */
const web = (address) => (/^https?:\/\//.test(address) ? address : undefined);

// --- The API ----------------------------------------------------------------------------------------

class Problem extends Error {
  constructor(body) {
    super(body.detail);
    this.body = body;
  }
}

/** Read an address of the API; a problem is thrown as what the API says of it. */
async function read(address) {
  const response = await fetch(address, { headers: { "Accept-Language": language }, credentials: "omit" });
  const body = await response.json();
  if (!response.ok) throw new Problem(body);
  return body;
}

function at(path, parameters = {}) {
  const wanted = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) wanted.set(name, value);
  return `${API}${path}?${wanted}`.replace(/\?$/, "");
}

/** Cursors come as whole addresses: only their own part is taken over, so no answer can send us elsewhere. */
const cursorOf = (address) => address && new URL(address).searchParams.get("cursor");

// --- Pages ------------------------------------------------------------------------------------------

async function people(parameters) {
  const asked = Object.fromEntries(["search", "field", "honour", "year", "sort", "cursor"].map((n) => [n, parameters.get(n) || ""]));
  const fields = "name,honorific,summary,honour,year,unit,portrait";
  const [list, fieldTerms, honours] = await Promise.all([
    read(at("/profiles", { ...asked, locale: language, limit: 12, count: "true", fields })),
    read(at("/fields")),
    read(at("/honours")),
  ]);
  return [
    el("h1", {}, t("people")),
    form(asked, fieldTerms, honours),
    el("p", { class: "count" }, t("found")(list.count.value, list.count.exact)),
    cards(list.results),
    pages(list, asked, "#/"),
  ];
}

function form(asked, fields, honours) {
  const choice = (name, terms) =>
    el("label", {}, t(name), el("select", { name },
      el("option", { value: "" }, t("all")),
      terms.map((term) => el("option", { value: term.code, selected: term.code === asked[name] }, term.name[language]))));
  const orders = ["newest", "oldest", "name"].map((code) => el("option", { value: code, selected: code === asked.sort }, t(code)));
  const made = el("form", { role: "search" },
    el("label", { class: "wide" }, t("search"), el("input", { type: "search", name: "search", value: asked.search, maxlength: 200 })),
    choice("field", fields), choice("honour", honours),
    el("label", {}, t("year"), el("input", { name: "year", inputmode: "numeric", size: 5, value: asked.year })),
    el("label", {}, t("sort"), el("select", { name: "sort" }, orders)),
    el("button", {}, t("find")));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    go("#/", Object.fromEntries(new FormData(made)));
  });
  return made;
}

function cards(rows) {
  if (!rows.length) return el("p", { class: "notice" }, t("none"));
  return el("ul", { class: "cards" }, rows.map((row) => el("li", {},
    picture(row.portrait, row.portrait?.renditions.card),
    el("h2", {}, el("a", { href: `#/profile/${row.id}` }, row.name)),
    el("p", {}, row.honorific),
    row.summary ? el("p", { class: "small" }, row.summary) : null,
    row.unit ? el("p", { class: "small" }, `${row.unit.name[language]} · ${row.year}`) : null)));
}

function picture(words, size) {
  if (!size) return null;
  return el("img", { src: web(size.url), width: size.width, height: size.height, alt: words.alt, loading: "lazy" });
}

function pages(list, asked, place) {
  const link = (name, rel) => list[rel] && el("a", { href: address(place, { ...asked, cursor: cursorOf(list[rel]) }), rel: rel === "next" ? "next" : "prev" }, t(name));
  return el("nav", { class: "pages" }, link("previous", "previous"), link("next", "next"));
}

async function profile(key) {
  const row = await read(at(`/profiles/${encodeURIComponent(key)}`));
  if (row.locale !== language) {
    const version = row.translations.find((other) => other.locale === language);
    if (version) return go(`#/profile/${version.id}`);
  }
  return shown(row);
}

/** A draft, for whoever holds its token: an editor's preview. */
async function preview(token) {
  const row = await read(at(`/preview/${encodeURIComponent(token)}`));
  document.getElementById("preview-notice").hidden = false;
  return shown(row);
}

function shown(row) {
  document.title = `${row.name} – ${t("title")}`;
  return [
    row.locale === language ? null : el("p", { class: "notice" }, t("untranslated")),
    el("article", { lang: row.locale },
      picture(row.portrait, row.portrait?.renditions.large),
      el("h1", {}, row.name),
      el("p", { class: "lead" }, row.honorific),
      el("p", {}, `${row.unit.name[language]} · ${row.field.name[language]} · ${row.year}`),
      row.decision ? el("p", { class: "small", lang: language }, t("decision")(row.decision)) : null,
      el("p", { class: "lead" }, row.summary),
      row.story.map(block)),
    el("p", {}, el("a", { href: "#/" }, t("back")), " · ", el("a", { href: web(row.url) }, t("page"))),
  ];
}

const BLOCKS = {
  heading: (value) => el("h2", {}, value),
  paragraph: (value) => el("div", { html: value }),
  quotation: (value) => el("figure", {}, el("blockquote", {}, el("p", {}, value.text)), el("figcaption", {}, value.attribution)),
  picture: (value) => el("figure", {}, picture(value, value.url && value), el("figcaption", {}, value.caption)),
  achievements: (rows) => el("ul", {}, rows.map((row) => el("li", {}, el("b", {}, row.title), ` ${row.detail}`))),
  video: (value) => el("p", {}, el("a", { href: web(value.url), rel: "noopener noreferrer" }, `${t("watch")}: ${value.title}`)),
  clip: (value) => el("p", {}, el("a", { href: web(value.url) }, `${t("watch")}: ${value.title}`)),
};
/** A block of a kind that came later is left out. */
const block = ({ type, value }) => BLOCKS[type]?.(value);

async function columns(parameters) {
  const list = await read(at("/columns", { locale: language, cursor: parameters.get("cursor") }));
  return [
    el("h1", {}, t("columns")),
    list.results.length ? null : el("p", { class: "notice" }, t("none")),
    list.results.map((row) => el("section", {},
      el("h2", {}, el("a", { href: `#/column/${row.id}` }, row.title)),
      row.newspaper ? el("p", { class: "small" }, `${t("keptBy")} ${row.newspaper}`) : null,
      el("div", { html: row.intro }))),
    pages(list, {}, "#/columns"),
  ];
}

async function column(key, parameters) {
  const path = `/columns/${encodeURIComponent(key)}`;
  const [row, list] = await Promise.all([
    read(at(path)),
    read(at(`${path}/profiles`, { limit: 12, cursor: parameters.get("cursor"), fields: "name,honorific,summary,year,unit,portrait" })),
  ]);
  if (row.locale !== language) {
    const version = row.translations.find((other) => other.locale === language);
    if (version) return go(`#/column/${version.id}`);
  }
  return [el("h1", {}, row.title), el("div", { html: row.intro }), cards(list.results), pages(list, {}, `#/column/${key}`)];
}

async function conferences(parameters) {
  const list = await read(at("/conferences", { locale: language, cursor: parameters.get("cursor") }));
  return [
    el("h1", {}, t("conferences")),
    list.results.length ? null : el("p", { class: "notice" }, t("none")),
    list.results.map((row) => el("section", {},
      el("h2", {}, el("a", { href: `#/conference/${row.id}` }, row.title)),
      el("p", {}, `${date(row.starts_at)} · ${row.venue}`), el("p", {}, row.summary))),
    pages(list, {}, "#/conferences"),
  ];
}

async function conference(key) {
  const row = await read(at(`/conferences/${encodeURIComponent(key)}`));
  const clock = (moment) => new Date(moment).toLocaleTimeString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
  return [
    el("h1", {}, row.title),
    el("p", { class: "lead" }, `${date(row.starts_at)} · ${row.venue}, ${row.address}`),
    el("div", { html: row.intro }),
    row.programme.length ? el("h2", {}, t("programme")) : null,
    el("ul", {}, row.programme.map((item) => el("li", {}, `${clock(item.starts_at)} ${item.title}`))),
    row.delegates.length ? el("h2", {}, t("delegates")) : null,
    el("ul", {}, row.delegates.map((person) => el("li", {}, el("a", { href: `#/profile/${person.id}` }, person.name), `, ${person.honorific}`))),
  ];
}

// --- What went wrong --------------------------------------------------------------------------------

function told(error) {
  if (!(error instanceof Problem)) {
    const again = el("button", { type: "button" }, t("retry"));
    again.addEventListener("click", show);
    return [el("h1", {}, t("wrong")), el("p", { class: "notice" }, t("offline")), again];
  }
  const { title, detail, errors = [], tombstone } = error.body;
  if (tombstone) return [el("h1", {}, t("gone")), el("p", { class: "notice" }, t(tombstone.status)(tombstone)), el("p", {}, el("a", { href: "#/" }, t("back")))];
  return [
    el("h1", {}, title),
    el("p", { class: "notice", role: "alert" }, detail),
    el("ul", {}, errors.map((fault) => el("li", {}, el("b", {}, t(fault.parameter) || fault.parameter), `: ${fault.message}`))),
    el("p", {}, el("a", { href: "#/" }, t("back"))),
  ];
}

// --- Addresses --------------------------------------------------------------------------------------

const PLACES = [
  [/^#?\/?$/, people], [/^#\/profile\/(\d+)$/, profile], [/^#\/preview\/([^/]+)$/, preview],
  [/^#\/columns$/, columns], [/^#\/column\/(\d+)$/, column],
  [/^#\/conferences$/, conferences], [/^#\/conference\/(\d+)$/, conference],
];

function address(place, parameters) {
  const wanted = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return `${place}?${wanted}`.replace(/\?$/, "");
}

function go(place, parameters = {}) {
  location.hash = address(place, parameters).slice(1);
  return null;
}

let turn = 0;

async function show() {
  const mine = ++turn;
  if (location.hash === "#main") return;
  const [place, asked = ""] = location.hash.split("?");
  const [pattern, page] = PLACES.find(([known]) => known.test(place)) || PLACES[0];
  main.setAttribute("aria-busy", "true");
  document.getElementById("status").textContent = t("loading");
  document.getElementById("preview-notice").hidden = true;
  document.title = t("title");
  let content;
  try {
    content = await page(...(pattern.exec(place) || []).slice(1), new URLSearchParams(asked));
  } catch (error) {
    content = told(error);
  }
  if (mine !== turn || content === null) return; // somebody went on meanwhile
  main.replaceChildren(...content.flat().filter(Boolean));
  main.setAttribute("aria-busy", "false");
  document.getElementById("status").textContent = main.querySelector("h1")?.textContent || "";
}

function speak() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  document.querySelector("nav").setAttribute("aria-label", t("menu"));
  const other = document.getElementById("language");
  other.textContent = t("other");
  other.lang = language === "vi" ? "en" : "vi";
}

document.getElementById("language").addEventListener("click", () => {
  language = language === "vi" ? "en" : "vi";
  localStorage.setItem("language", language);
  speak();
  const [place, asked = ""] = location.hash.split("?");
  const kept = new URLSearchParams(asked);
  if (!kept.has("cursor")) return show();
  kept.delete("cursor"); // a cursor belongs to one question, and the language is part of it
  go(place, Object.fromEntries(kept));
});
window.addEventListener("hashchange", show);
speak();
show();
