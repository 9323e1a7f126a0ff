"use strict";
const field = document.getElementById("filter");
if (field) {
  const findings = [...document.querySelectorAll(".finding")];
  const rules = [...document.querySelectorAll(".rule")];
  const shown = document.getElementById("shown");
  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const finding of findings) {
      const text = (finding.textContent + " " + finding.parentElement.querySelector("h3").textContent).toLowerCase();
      finding.hidden = !words.every((word) => text.includes(word));
      if (!finding.hidden) count++;
    }
    for (const rule of rules) rule.hidden = !rule.querySelector(".finding:not([hidden])");
    shown.textContent = words.length ? count + " of " + findings.length : "";
  };
  field.addEventListener("input", filter);
  field.form.addEventListener("submit", (event) => event.preventDefault());
}
