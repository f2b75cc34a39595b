import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startDatabase } from '../../kernel/postgres/server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of what the test files of a project share: the first that needs it makes it. */
    readonly sharedFolder: string;
  }
}

/** Where in the shared folder the server keeps its data. */
export const serverFolder = (shared: string): string => join(shared, 'server');

/** One PostgreSQL server for all test files of a project, stopped after the last of them. */
export default async function oneServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'nguon-tests-'));
  project.provide('sharedFolder', folder);
  return async () => {
    const dataDir = serverFolder(folder);
    const wasStarted = await access(dataDir).then(
      () => true,
      () => false,
    );
    // Starting adopts the server that runs there, which is how it comes to be stopped.
    if (wasStarted) await (await startDatabase({ dataDir, log: () => undefined })).stop();
    await rm(folder, { recursive: true, force: true });
  };
}
