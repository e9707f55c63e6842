/* Arrow keys go from field to field of the week; each field's first link takes the focus. */
const grid = document.querySelector('[data-module="week-grid"]');
const links = (cell) => [...cell.querySelectorAll("a[href], button")];

const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const within = (cell, step) => {
  const all = links(cell);
  return all[all.indexOf(document.activeElement) + step];
};

const beside = (row, column, [down, right]) => {
  const rows = [...grid.tBodies[0].rows];
  let next = rows.indexOf(row) + down;
  while (rows[next]) {
    const cell = rows[next].cells[column + right];
    if (!cell) return undefined;
    const all = links(cell);
    if (all.length) return down < 0 ? all[all.length - 1] : all[0];
    if (!down) return undefined;
    next += down;
  }
  return undefined;
};

grid?.addEventListener("keydown", (event) => {
  const move = moves[event.key];
  const cell = event.target.closest("td, th");
  if (!move || !cell || event.altKey || event.ctrlKey || event.metaKey) return;
  const target = (move[0] && within(cell, move[0])) || beside(cell.parentElement, cell.cellIndex, move);
  if (!target) return;
  event.preventDefault();
  target.focus();
});
