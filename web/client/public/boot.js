/*
 * Says why a page is not drawn. A classic script in the words of 2009, so that the oldest browser can read it; what it
 * says stands in index.html. It falls silent once the page is drawn: then the page speaks for itself.
 */
(function () {
  "use strict";
  var LATE_MS = 15000;
  var settled = "";

  function tell(what) {
    var boot = document.getElementById("boot");
    // The first reason is the cause, what follows is its echo.
    if (boot === null || settled !== "") return;
    settled = what;
    boot.className = "told";
    var parts = boot.querySelectorAll("[data-boot]");
    for (var index = 0; index < parts.length; index += 1) {
      var name = parts[index].getAttribute("data-boot");
      parts[index].hidden = !(name === what || name === "again" || (name === "old" && what === "script"));
    }
    boot.setAttribute("role", "alert");
    document.getElementById("boot-again").onclick = function () {
      // Not the link's own way: it would drop what stands behind the # of the address.
      location.reload();
      return false;
    };
  }

  function isOld() {
    return !("noModule" in document.createElement("script")) || !Array.prototype.at || !Object.hasOwn || !window.Intl || !Intl.PluralRules;
  }

  function failed(event) {
    var target = event.target;
    var error = event.error || event.reason;
    if (target && target.tagName === "SCRIPT") tell(isOld() ? "old" : "script");
    else if (error && error.name === "SyntaxError") tell("old");
    else if (error && /import|module|preload/i.test(String(error.message))) tell(isOld() ? "old" : "script");
    else if (error) tell(isOld() ? "old" : "broke");
  }

  window.batonBoot = tell;
  // While it loads, a script that does not come is heard of in the capturing phase only.
  window.addEventListener("error", failed, true);
  window.addEventListener("unhandledrejection", failed);
  window.addEventListener("DOMContentLoaded", function () {
    if (isOld()) tell("old");
  });
  setTimeout(function () {
    tell("script");
  }, LATE_MS);
})();
