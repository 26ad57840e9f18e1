import { defineConfig } from "vitest/config";

/** `npm run dev` serves the client with hot reload and passes everything else on to this server. */
const server = process.env["BATON_SERVER"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    emptyOutDir: true,
    sourcemap: false,
    // index.html names these to people whose browser is older.
    target: ["chrome94", "edge94", "firefox93", "safari15.4", "ios15.4"],
    // Every byte comes from Baton itself, so nothing is inlined that a strict policy would refuse.
    assetsInlineLimit: 0,
    // The pictures' engine is fetched only where a picture is opened.
    chunkSizeWarningLimit: 640,
  },
  server: {
    // The names of figures are the game's: they stand outside this folder.
    fs: { allow: ["../.."] },
    proxy: {
      "/api": server,
      "/healthz": server,
      "/socket.io": { target: server, ws: true },
    },
  },
  test: {
    environment: "jsdom",
    pool: "vmThreads", // a file still has globals of its own, but no process
    include: ["src/**/*.test.{ts,tsx}"],
    passWithNoTests: true,
    restoreMocks: true,
  },
});
