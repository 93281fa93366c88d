/* Uploads each chosen file by itself, with a progress bar; a file that fails is sent again without the others.
   Without this script the same form sends all files at once. Its words stand in workspace/evidence_words.html. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-uploads]");
  const words = document.getElementById("upload-words")?.dataset;
  const blank = document.getElementById("upload-row");
  if (!form || !words || !blank) return;

  const SILENCE = 90_000; // milliseconds without a sign of life after which a connection counts as lost
  const news = document.getElementById("upload-news");
  const usedLine = document.getElementById("used");
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const uploads = new Set();
  let sending = null;
  let leaving = null; // the button that was pressed while files were on their way

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const limit = (name) => Number(form.dataset[name]);
  const megabytes = (bytes) =>
    bytes < 1048576 ? `${numbers.format(bytes / 1024)} KB` : `${numbers.format(bytes / 1048576)} MB`;
  const say = (text) => { news.textContent = text; };
  const on = (state) => [...uploads].filter((upload) => upload.state === state);

  /* ---------- one file ---------- */

  class Upload {
    constructor(slot, file) {
      Object.assign(this, { slot, file, state: "waiting", percent: 0 });
      this.row = blank.content.firstElementChild.cloneNode(true);
      this.part(".name").textContent = file.name;
      this.part("progress").setAttribute("aria-label", file.name);
      this.part(".stop").addEventListener("click", () => this.stop());
      this.part(".retry").addEventListener("click", () => this.again());
      this.part(".drop").addEventListener("click", () => this.drop());
      this.part(".other").addEventListener("click", () => { this.input().click(); this.drop(); });
      for (const button of this.row.querySelectorAll("button")) {
        button.insertAdjacentHTML("beforeend", '<span class="hide"></span>');
        button.lastElementChild.textContent = ` ${file.name}`;
      }
      slot.querySelector(".pending").append(this.row);
      uploads.add(this);
      this.show(words.waiting);
    }

    part(selector) { return this.row.querySelector(selector); }
    input() { return this.slot.querySelector("input[type=file]"); }

    /* What is wrong before anything is sent; the portal decides again. */
    obstacle() {
      const ending = /\.[^.]+$/.exec(this.file.name.toLowerCase())?.[0];
      const others = [...uploads].filter((one) => one !== this && ["waiting", "sending"].includes(one.state));
      const bytes = others.reduce((sum, one) => sum + one.file.size, limit("usedBytes") + this.file.size);
      if (!form.dataset.accept.split(",").includes(ending)) return words.type;
      if (!this.file.size) return words.empty;
      if (this.file.size > limit("fileBytes")) return words.large;
      if (others.length + limit("usedFiles") >= limit("files")) return words.many;
      return bytes > limit("totalBytes") ? words.full : "";
    }

    show(text) {
      this.part(".sizes").textContent = `${megabytes(this.file.size)} · ${text}`;
      const mayStop = ["waiting", "sending"].includes(this.state);
      this.part("progress").hidden = this.part(".stop").hidden = !mayStop;
      this.part(".drop").hidden = mayStop;
      this.part(".retry").hidden = this.state !== "failed";
      this.part(".other").hidden = this.state !== "refused";
    }

    send() {
      this.state = "sending";
      this.percent = 0;
      const data = new FormData();
      data.append("kind", this.slot.dataset.kind);
      data.append("file", this.file, this.file.name);
      const request = (this.request = new XMLHttpRequest());
      request.open("POST", form.dataset.uploads);
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => this.progress(event));
      request.addEventListener("load", () => this.answered());
      request.addEventListener("error", () => this.fail(fill(words.cut, { percent: this.percent })));
      request.addEventListener("abort", () => this.fail(this.isLate ? words.late : words.stopped));
      this.listen();
      this.show(fill(words.sizes, { done: megabytes(0), all: megabytes(this.file.size) }));
      request.send(data);
    }

    progress(event) {
      this.listen();
      this.percent = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
      this.part("progress").value = this.percent;
      const done = megabytes(Math.min(event.loaded, this.file.size));
      const sent = fill(words.sizes, { done, all: megabytes(this.file.size) });
      this.part(".sizes").textContent = this.percent < 100 ? `${sent} · ${this.percent} %` : words.checking;
    }

    listen() {
      clearTimeout(this.silence);
      this.isLate = false;
      this.silence = setTimeout(() => { this.isLate = true; this.request.abort(); }, SILENCE);
    }

    answered() {
      const { status, response } = this.request;
      let answer = null;
      try { answer = JSON.parse(response); } catch { /* a page, not an answer to a script */ }
      if (status === 200 && answer?.row) this.stored(answer);
      else if (answer?.reason) this.refuse(answer.reason);
      else if (status === 401 || status === 403) this.fail(words.signedout, { signIn: true });
      else if (status === 413) this.refuse(words.large);
      else this.fail(words.broken);
    }

    stored(answer) {
      this.finish("stored");
      const list = this.slot.querySelector(".stored");
      const hadFocus = this.row.contains(document.activeElement);
      if (!document.getElementById(`file-${answer.id}`)) list.insertAdjacentHTML("beforeend", answer.row);
      const tag = this.slot.querySelector("h2 .tag");
      tag.className = "tag ok";
      tag.textContent = words.there;
      usedLine.innerHTML = answer.used;
      Object.assign(form.dataset, { usedFiles: answer.files, usedBytes: answer.bytes });
      this.drop();
      if (hadFocus) document.getElementById(`file-${answer.id}`).focus();
      say(fill(words.stored, { name: this.file.name }));
      next();
    }

    fail(reason, { signIn = false } = {}) { this.stay("failed", reason); this.part(".signin").hidden = !signIn; }
    refuse(reason) { this.stay("refused", reason); }

    stay(state, reason) {
      this.finish(state);
      this.row.classList.add("bad");
      Object.assign(this.part(".err"), { hidden: false, textContent: reason });
      this.show("");
      this.part(".sizes").textContent = megabytes(this.file.size);
      say(`${this.file.name}: ${reason}`);
      next();
    }

    finish(state) {
      clearTimeout(this.silence);
      this.state = state;
      if (sending === this) sending = null;
    }

    stop() {
      if (this.state === "sending") this.request.abort();
      else this.fail(words.stopped);
      this.part(".retry").focus();
    }

    again() {
      this.state = "waiting";
      this.row.classList.remove("bad");
      this.part(".err").hidden = this.part(".signin").hidden = true;
      this.show(words.waiting);
      this.row.focus();
      start(this);
    }

    drop() {
      uploads.delete(this);
      const hadFocus = this.row.contains(document.activeElement);
      this.row.remove();
      if (hadFocus) this.slot.focus();
    }
  }

  /* ---------- all of them ---------- */

  /* Signing in again, in another window, changes the token: the cookie has the one of today. */
  function token() {
    const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
  }

  function start(upload) {
    const obstacle = upload.obstacle();
    if (obstacle) upload.refuse(obstacle);
    else next();
  }

  /* One after the other: a slow line carries one file sooner than three thirds. */
  function next() {
    if (sending) return;
    sending = on("waiting")[0] ?? null;
    if (sending) sending.send();
    else if (leaving) leave();
  }

  function leave() {
    const button = leaving;
    leaving = null;
    if (!on("failed").length) form.requestSubmit(button);
    else showUnfinished();
  }

  function showUnfinished() {
    const [first] = on("failed");
    say(fill(words.unfinished, { name: first.file.name }));
    first.row.focus();
  }

  function take(input) {
    const slot = input.closest("[data-kind]");
    const files = [...input.files];
    input.value = "";
    for (const file of files) start(new Upload(slot, file));
  }

  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-kind] input[type=file]")) take(event.target);
  });

  form.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault();
      leaving = event.submitter;
      say(words.busy);
      usedLine.textContent = words.busy;
    } else if (on("failed").length) {
      event.preventDefault();
      showUnfinished();
    }
  });

  window.addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });

  form.classList.add("by-script");
  for (const input of form.querySelectorAll("[data-kind] input[type=file]")) if (input.files.length) take(input);
})();
