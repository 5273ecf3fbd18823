// Runs before the first paint, so that a chosen theme never flashes.
try {
  const theme = localStorage.getItem("mlops-roadmap.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage is off: the system's theme stands */ }
// What starts the page says itself what fails; only of its own absence it cannot.
addEventListener("error", ({ target }) => {
  if (target instanceof HTMLScriptElement && target.type === "module") document.documentElement.dataset.stopped = navigator.onLine ? "fetch" : "offline";
}, true);
