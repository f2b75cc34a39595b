import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PASSWORD = /^[0-9a-f]{32}$/;

/** The password of the server of a folder, drawn and kept there with mode 0600 at the first time. */
export async function storedPassword(home: string): Promise<string> {
  const file = join(home, 'password');
  const stored = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (PASSWORD.test(stored)) return stored;
  const password = randomBytes(16).toString('hex');
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  return password;
}
