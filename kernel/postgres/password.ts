import { randomBytes } from 'node:crypto';
import { chmod, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { type DataFolder, giveToOwner } from './data-folder.ts';
import { errorCode, fileProblem } from './file-problem.ts';

/** 256 random bits, written so that they need no escaping in a URL, a shell or SQL. */
const PASSWORD = /^[0-9a-f]{64}$/;

/** The stored password; undefined when there is none, or what is stored was never one of ours (a torn write). */
export async function readPassword(folder: DataFolder): Promise<string | undefined> {
  try {
    const text = (await readFile(folder.password, 'utf8')).trim();
    return PASSWORD.test(text) ? text : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileProblem(error, folder.password, "read the database's password from");
  }
}

/**
 * The password of this data folder's server, drawn and stored with mode 0600 when there is none. Two processes that
 * draw at once end up with the same one.
 *
 * @throws ConfigurationError when the file can be neither read nor written.
 */
export async function readOrCreatePassword(folder: DataFolder): Promise<string> {
  const stored = await readPassword(folder);
  if (stored !== undefined) {
    const { mode } = await stat(folder.password);
    if ((mode & 0o077) !== 0) await chmod(folder.password, 0o600).catch(() => undefined);
    return stored;
  }
  const draft = `${folder.password}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await write(draft, folder);
    await publish(draft, folder.password);
    const agreed = await readPassword(folder);
    if (agreed === undefined) throw new Error('what was just written cannot be read back');
    return agreed;
  } catch (error) {
    throw fileProblem(error, folder.password, "store the database's password in");
  } finally {
    await rm(draft, { force: true });
  }
}

async function write(draft: string, folder: DataFolder): Promise<void> {
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
    await file.sync();
    await giveToOwner(folder, file);
  } finally {
    await file.close();
  }
}

/** Puts the whole draft in place at once. A valid password that another process put there first stays. */
async function publish(draft: string, target: string): Promise<void> {
  try {
    await link(draft, target);
  } catch (error) {
    const taken = errorCode(error) === 'EEXIST';
    const valid = taken && PASSWORD.test((await readFile(target, 'utf8')).trim());
    // Replaces what is not a password, and serves file systems without links.
    if (!valid) await rename(draft, target);
  }
}
