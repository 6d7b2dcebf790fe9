// The practice library: a search that is being typed stands in the address, so that it can be kept and sent.
(() => {
  /** The search as it stands in the form, without what is empty. */
  const address = (/** @type {HTMLFormElement} */ form) => {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, String(value));
    return asked.size ? `?${asked}` : location.pathname;
  };

  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("search"));
  document.addEventListener("htmx:afterSwap", () => {
    if (form) history.replaceState(null, "", address(form));
  });
  // Filters that were opened stay so: what comes from the server knows nothing of it.
  let open = false;
  document.addEventListener("htmx:beforeSwap", () => {
    open = document.querySelector("details.filters")?.hasAttribute("open") ?? open;
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (open) document.querySelector("details.filters")?.setAttribute("open", "");
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.removeAttribute("hidden");
    button.addEventListener("click", () => print());
  }
  const told = document.querySelector("[data-copied]");
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue; // not on a page without TLS
    button.removeAttribute("hidden");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.getAttribute("data-copy") ?? "");
      if (told) told.textContent = told.getAttribute("data-copied");
    });
  }
})();
