// @ts-check
// Buttons that copy the text of an element: the reference to a page, or the code of a card. They are hidden without it.

for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  const text = document.getElementById(button.dataset.copy ?? "");
  const status = button.parentElement?.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text?.textContent?.trim() ?? "");
    if (status) status.textContent = button.dataset.done ?? "";
  });
}
