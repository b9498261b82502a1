/* Searches the list of fields. The list is complete without this script; the script only hides rows. */
(() => {
  "use strict";
  const box = document.querySelector("[data-search]");
  const rows = [...document.querySelectorAll("[data-field]")];
  if (!box || !rows.length) return;
  const input = box.querySelector("input");
  const count = box.querySelector("[data-all]");
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const search = () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !wanted.every((word) => texts[i].includes(word));
      if (!row.hidden) shown += 1;
    });
    const all = Number(count.dataset.all);
    count.textContent = shown === all ? `${all} fields` : `${shown} of ${all} fields`;
  };
  /* A link to a field that the search hides must still arrive. */
  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (row && row.hidden) {
      input.value = "";
      search();
      row.scrollIntoView();
    }
  };
  box.hidden = false;
  input.addEventListener("input", search);
  window.addEventListener("hashchange", reveal);
  search();
})();
