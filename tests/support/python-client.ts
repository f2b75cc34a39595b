import { spawnSync } from 'node:child_process';

/** Says the version of the client, where there is one. */
const LOOK = 'import openlineage.client.constants as c; print(c.__version__)';

/**
 * The Python that has OpenLineage's client: OPENLINEAGE_PYTHON, else `python3` on the path. Undefined, and said once, where
 * none has it: then its tests are skipped.
 */
export function pythonWithClient(): string | undefined {
  const python = process.env['OPENLINEAGE_PYTHON'] ?? 'python3';
  const { status, error } = spawnSync(python, ['-c', LOOK], { timeout: 60_000 });
  if (status === 0) return python;
  const why = error === undefined ? `${python} has no openlineage-python` : `${python} cannot be run`;
  console.warn(
    `${why}: tests with the Python client are skipped. python3 -m venv venv && venv/bin/pip install openlineage-python httpx, then OPENLINEAGE_PYTHON=venv/bin/python.`,
  );
  return undefined;
}
