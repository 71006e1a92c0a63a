// The outline by keyboard and by hand. Everything here presses the buttons that are already on the page.
for (const form of document.querySelectorAll("[data-outline]")) {
  const rows = [...form.querySelectorAll(".outline-row")];
  const radio = (row) => row.querySelector("input[type=radio]");
  const ways = { ArrowUp: "monter", ArrowDown: "descendre", ArrowRight: "rentrer", ArrowLeft: "sortir" };
  form.querySelector("[data-with-script]").hidden = false;
  // After the browser has gone to the row named in the address, which would take the focus away.
  window.addEventListener("load", () => form.querySelector("input[type=radio]:checked")?.focus({ preventScroll: true }));

  form.addEventListener("keydown", (event) => {
    const row = event.target.closest(".outline-row");
    if (!row || !event.altKey || !ways[event.key]) return;
    event.preventDefault();
    radio(row).checked = true;
    form.requestSubmit(form.querySelector(`button[value=${ways[event.key]}]`));
  });

  let dragged = null;
  // What hangs under a clause goes with it: nothing is dropped there.
  const level = (row) => Number(row.className.match(/level-(\d)/)[1]);
  const goesAlong = (row) => {
    for (let at = rows.indexOf(dragged); at < rows.length; at += 1) {
      if (at > rows.indexOf(dragged) && level(rows[at]) <= level(dragged)) return false;
      if (rows[at] === row) return true;
    }
    return false;
  };
  const place = (row, event) => {
    const { top, height } = row.getBoundingClientRect();
    const part = (event.clientY - top) / height;
    if (row.dataset.kind !== "paragraph" && part > 0.3 && part < 0.7) return "dessous";
    return part < 0.5 ? "avant" : "apres";
  };
  const clear = () => rows.forEach((row) => row.classList.remove("drop-avant", "drop-apres", "drop-dessous"));

  for (const row of rows) {
    const grip = row.querySelector(".grip");
    grip.hidden = false;
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.id);
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    grip.addEventListener("dragend", () => { dragged = null; clear(); });
    row.addEventListener("dragover", (event) => {
      if (!dragged || goesAlong(row)) return;
      event.preventDefault();
      clear();
      row.classList.add(`drop-${place(row, event)}`);
    });
    row.addEventListener("drop", (event) => {
      if (!dragged || goesAlong(row)) return;
      event.preventDefault();
      radio(dragged).checked = true;
      form.elements.cible.value = row.id;
      form.elements.lieu.value = place(row, event);
      form.requestSubmit();
    });
  }
}
