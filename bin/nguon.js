#!/usr/bin/env node
// The entry of the command line: plain JavaScript that every Node.js from 20 on can read, so that the guard below can
// speak before anything newer is needed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const REQUIRED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < REQUIRED) {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own) && process.env.NGUON_REEXECUTED === undefined) {
    const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
      stdio: 'inherit',
      env: { ...process.env, NGUON_REEXECUTED: '1' },
      // In a group of its own, so that a terminal's Ctrl-C comes once: from here.
      detached: true,
    });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    const [status] = await once(child, 'exit');
    process.exit(status ?? 1);
  }
  process.stderr.write(
    `nguon needs Node.js ${REQUIRED} or later; this is ${process.version}, and the one that comes as a package is not here.\n` +
      `Run "npm ci" in ${root} (without --omit=optional), or install Node.js ${REQUIRED}.\n`,
  );
  process.exit(78);
}
delete process.env.NGUON_REEXECUTED;

const main = join(root, 'dist', 'cli', 'main.js');
if (!existsSync(main)) {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'prepare.js')], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0 || !existsSync(main)) {
    process.stderr.write(`nguon is not built and cannot be built here. Run "npm ci" in ${root}.\n`);
    process.exit(78);
  }
}
await import(pathToFileURL(main).href);
