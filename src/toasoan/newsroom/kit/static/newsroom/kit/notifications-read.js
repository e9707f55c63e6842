/* A story's own page: what was told about it counts as read once the page is seen.
   Without this script the notifications stay new until they are opened from the list. */

for (const form of document.querySelectorAll('[data-module="notifications-read"]')) {
    fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" }).catch(() => {
        /* The notifications stay new; nothing is lost. */
    });
}
