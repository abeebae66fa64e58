/* Applies the chosen colour scheme before the page is painted. */
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* storage may be closed to files */ }
