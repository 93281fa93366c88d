/* Recordings on other sites: the player's frame is made when somebody asks for it, and not before. */
for (const clip of document.querySelectorAll("[data-frame]")) {
  const link = clip.querySelector("a.play");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    const address = new URL(clip.dataset.frame);
    address.searchParams.set("autoplay", "1"); // the press on play was here
    frame.src = address.href;
    frame.title = clip.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    // Players refuse to play for nobody: they learn the portal's name, and not which page is read.
    frame.referrerPolicy = "strict-origin";
    frame.tabIndex = -1;
    const place = clip.querySelector(".frame");
    place.replaceChildren(frame);
    frame.focus();
  });
}

/* On paper everything that is said can be read. */
const closed = () => document.querySelectorAll(".clip details:not([open])");
addEventListener("beforeprint", () => {
  for (const details of closed()) {
    details.open = true;
    details.dataset.opened = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened]")) {
    details.open = false;
    delete details.dataset.opened;
  }
});
