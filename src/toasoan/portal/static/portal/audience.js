/* Newer numbers for the site's counter; without this those of the page's making stand. */
const grouped = new Intl.NumberFormat("vi-VN");

function hourAndDay(moment) {
  const parts = new Intl.DateTimeFormat("vi-VN", {
    timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    day: "2-digit", month: "2-digit", year: "numeric",
  }).formatToParts(moment);
  const of = (type) => parts.find((part) => part.type === type).value;
  return `${of("hour")}:${of("minute")} ngày ${of("day")}/${of("month")}/${of("year")}`;
}

function show(counter, numbers) {
  for (const place of counter.querySelectorAll("[data-number]")) {
    const value = numbers[place.dataset.number];
    if (typeof value === "number") place.textContent = grouped.format(value);
    else if (value) {
      place.dateTime = value;
      place.textContent = hourAndDay(new Date(value));
    }
  }
}

for (const counter of document.querySelectorAll("[data-counter]")) {
  try {
    const answer = await fetch(counter.dataset.counter, { credentials: "omit" });
    if (answer.ok) show(counter, await answer.json());
  } catch { /* the numbers of the page's making stay */ }
}
