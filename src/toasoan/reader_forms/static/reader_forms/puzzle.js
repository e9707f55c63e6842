/* The sum before a form is sent, in place of a captcha: in a worker, so that typing stays smooth.
   Without it, or when it is not finished, the form is sent all the same; fewer of those are taken. */

for (const sign of document.querySelectorAll("[data-module=puzzle]")) {
    const form = sign.closest("form");
    const { moment, solution } = form.elements;
    const worker = new Worker(sign.dataset.worker, { type: "module" });
    let isDone = false;
    let isWaiting = false;

    worker.addEventListener("message", (answer) => {
        solution.value = answer.data;
        isDone = true;
        sign.textContent = sign.dataset.done;
        worker.terminate();
        if (isWaiting) form.requestSubmit();
    });
    worker.addEventListener("error", () => {
        isDone = true;
        sign.textContent = "";
        if (isWaiting) form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
        if (isDone) return;
        event.preventDefault();
        isWaiting = true;
        sign.textContent = sign.dataset.working;
    });
    worker.postMessage({ moment: moment.value, difficulty: Number(sign.dataset.difficulty) });
}
