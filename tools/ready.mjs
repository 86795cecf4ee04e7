// Makes a fresh clone ready: Node version, packages, build. Node's core only, because nothing else may be there yet.
// Each step is skipped while its stamp in node_modules still holds.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`All for All needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}
if (!existsSync(join(root, "src"))) process.exit(0); // the published package is built already

const files = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).sort().flatMap((name) => files(join(path, name)))
    : [path];
const stampOf = (paths, more = "") => {
  const hash = createHash("sha256").update(more);
  for (const file of paths.flatMap((path) => files(join(root, path)))) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
};
const stampFile = (name) => join(root, "node_modules", `.ready-${name}`);
const isReady = (name, stamp) => existsSync(stampFile(name)) && readFileSync(stampFile(name), "utf8") === stamp;
const done = (name, stamp) => {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stampFile(name), stamp);
};
const run = (command, args) => {
  const env = { ...process.env };
  delete env.NODE_ENV; // production would leave out the tools
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"], env, shell: process.platform === "win32" });
  return status === 0;
};

const packages = stampOf(["package.json", "package-lock.json"], `${process.versions.modules} ${process.platform} ${process.arch}`);
if (!isReady("install", packages)) {
  console.error("Installing packages …");
  if (!run("npm", ["ci", "--no-audit", "--no-fund"])) {
    const before = readFileSync(join(root, "package-lock.json"), "utf8");
    if (!run("npm", ["install", "--no-audit", "--no-fund"]) || readFileSync(join(root, "package-lock.json"), "utf8") !== before) {
      console.error("The packages could not be installed as the lock file says.");
      process.exit(1);
    }
  }
  done("install", packages);
}

const ofKernels = ["src/compute/kernels", "src/matching", "tools/build-kernels.mjs", "tools/kernel-compiler.mjs"];
const kernels = stampOf(ofKernels, packages);
if (!isReady("kernels", kernels)) {
  if (!run(process.execPath, ["tools/build-kernels.mjs"])) process.exit(1);
  done("kernels", stampOf(ofKernels, packages));
}

/** The four fonts of the prints, each with its licence (OFL), so that the published package needs none of the packages that bring them. */
function copyFonts() {
  const from = join(root, "node_modules/@expo-google-fonts");
  mkdirSync(join(root, "dist/fonts"), { recursive: true });
  for (const [name, file] of [["noto-sans", "NotoSans"], ["ibm-plex-sans-arabic", "IBMPlexSansArabic"]]) {
    for (const weight of ["400Regular", "700Bold"]) cpSync(join(from, name, weight, `${file}_${weight}.ttf`), join(root, "dist/fonts", `${file}_${weight}.ttf`));
    cpSync(join(from, name, "LICENSE_FONT"), join(root, "dist/fonts", `${file}.OFL.txt`));
  }
}

const sources = stampOf(["src", "words", "tools", "tsconfig.json", "tsconfig.build.json"], packages);
if (!isReady("build", sources) || !existsSync(join(root, "dist/main.js")) || !existsSync(join(root, "dist/web/index.html"))) {
  console.error("Building …");
  rmSync(join(root, "dist"), { recursive: true, force: true });
  const tsc = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (tsc.status !== 0) process.exit(1);
  cpSync(join(root, "src/store/postgres/migrations"), join(root, "dist/store/postgres/migrations"), { recursive: true });
  copyFonts();
  const verifier = spawnSync(process.execPath, ["tools/build-verifier.mjs"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (verifier.status !== 0) process.exit(1);
  const web = spawnSync(process.execPath, ["tools/build-web.mjs"], { cwd: root, stdio: ["ignore", 2, 2] });
  if (web.status !== 0) process.exit(1);
  done("build", sources);
}

// `ready.mjs build browser`: the tests in a real browser want Chromium. Where it is missing it is installed by apt (without a window of its own, where Debian has that), as root on Linux, with the reader of PDF that the tests of prints use;
// elsewhere those tests are skipped and say so (with CI set they fail).
const browsers = [process.env.ALLFORALL_CHROMIUM ?? "", "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
if (process.argv.includes("browser") && !browsers.some((path) => path !== "" && existsSync(path))) {
  const canInstall = process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  const tried = "no Chromium";
  if (canInstall && (process.env.CI || !isReady("browser", tried))) {
    console.error("Installing Chromium for the browser tests …");
    const env = { DEBIAN_FRONTEND: "noninteractive", PATH: process.env.PATH ?? "" };
    const apt = (...words) => spawnSync("/usr/bin/apt-get", ["-qq", ...words], { stdio: ["ignore", "ignore", 2], env }).status === 0;
    const install = (browser) => apt("install", "-y", "--no-install-recommends", browser, "fonts-noto-core", "poppler-utils");
    if (!apt("update") || !(install("chromium-headless-shell") || install("chromium"))) done("browser", tried);
  }
  if (!browsers.some((path) => path !== "" && existsSync(path))) console.error("No Chromium: the browser tests are skipped.");
}
