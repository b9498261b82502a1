/* Searches the list. The list is complete without this script; the script only hides rows. */
(() => {
  "use strict";
  const box = document.querySelector("[data-search]");
  const rows = [...document.querySelectorAll("[data-entry]")];
  if (!box || !rows.length) return;
  const input = box.querySelector("input");
  const count = box.querySelector("[data-all]");
  /* Zero-width spaces let long names wrap; nobody types them. */
  const plain = (text) => text.toLowerCase().replace(/\u200b/g, "");
  const texts = rows.map((row) => plain(row.textContent));
  const search = () => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !wanted.every((word) => texts[i].includes(word));
      if (!row.hidden) shown += 1;
    });
    count.textContent = shown === rows.length ? `${shown} entries` : `${shown} of ${rows.length} entries`;
  };
  box.hidden = false;
  input.addEventListener("input", search);
  search();
})();
