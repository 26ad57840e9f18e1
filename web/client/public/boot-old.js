/* Runs only where module scripts are not known: the page itself cannot. */
window.batonBoot("old");
