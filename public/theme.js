// Runs before the first paint, so that a chosen theme never flashes.
try {
  const theme = localStorage.getItem("mlops-roadmap.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage is off: the system's theme stands */ }
