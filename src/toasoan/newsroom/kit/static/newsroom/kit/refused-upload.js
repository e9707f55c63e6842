/* A chooser's form comes back under 422 when an upload is refused; Wagtail 8.0.1 shows it under 200 only. */
window.jQuery?.ajaxPrefilter((options) => {
  if (!/\/chooser\/create\//.test(options.url)) return;
  const { success, error } = options;
  options.error = function refused(answer, ...rest) {
    if (answer.status === 422) success.call(this, answer.responseText, "success", answer);
    else error?.call(this, answer, ...rest);
  };
});
