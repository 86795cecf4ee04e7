// The real browser of the tests: the machine's own Chromium, a fresh profile each time, no background traffic. Debian's build of it without a window of its own comes
// first: the same engine without the frame around it, half the work of the browser's own process (8.3 and 16.2 CPU s in screens.test.ts).
import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const CANDIDATES = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const chromiumPath = process.env["ALLFORALL_CHROMIUM"] ?? CANDIDATES.find((path) => existsSync(path));

/** Whether the browser tests can run. With CI set they must: then a missing browser is a failure, not a silence. */
export const hasChromium = chromiumPath !== undefined && existsSync(chromiumPath);
if (!hasChromium && process.env["CI"]) throw new Error("expected Chromium on this machine: CI must run the browser tests");

/**
 * Parts of the browser's own frame that no test sees and that cost a third of a page: each window loads two pages of its address bar (measured: 3.3 CPU s a page
 * with an officer sat down, 2.2 without them). The list stands instead of Playwright's, so what keeps the machine's own network silent is in it too.
 */
const NOT_NEEDED = [
  "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "PaintHolding", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
  "PreconnectToSearch", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect",
];

export function launch(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("no Chromium");
  return chromium.launch({
    executablePath: chromiumPath, headless: true,
    args: [`--disable-features=${NOT_NEEDED.join(",")}`, "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
  });
}
