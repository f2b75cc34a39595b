// Runs after npm ci: compiles the sources and puts the command line where "npx nguon" finds it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
if (!existsSync(compiler)) {
  process.stderr.write('The compiler is not installed (npm ci --omit=dev?): nothing was built.\n');
} else {
  const compiled = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.json')], { stdio: 'inherit' });
  if (compiled.status !== 0) process.exit(compiled.status ?? 1);
}

if (process.platform !== 'win32') {
  const bins = join(root, 'node_modules', '.bin');
  mkdirSync(bins, { recursive: true });
  const link = join(bins, 'nguon');
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'bin', 'nguon.js'), link);
}
