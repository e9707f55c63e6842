/* A story's own page: what was told about it counts as read once the page is seen.
   Without this script the notices stay new until they are opened from the list. */

for (const form of document.querySelectorAll('[data-module="notices-read"]')) {
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).catch(() => {
        /* The notices stay new; nothing is lost. */
    });
}
