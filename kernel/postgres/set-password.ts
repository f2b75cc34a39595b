import { ConfigurationError } from '../errors/errors.ts';
import { SUPERUSER } from './connection.ts';
import type { DataFolder } from './data-folder.ts';
import { runProgram } from './run-program.ts';
import type { Runtime } from './runtime.ts';

/**
 * Gives the superuser of a stopped cluster a new password, for when the stored one was lost. Whoever owns the folder
 * may do this anyway: PostgreSQL's single-user mode asks for none.
 *
 * @throws ConfigurationError when the server program refuses; its words are part of the message.
 */
export async function setPassword(runtime: Runtime, folder: DataFolder, password: string): Promise<void> {
  const args = ['--single', '-D', folder.cluster, '-c', 'password_encryption=scram-sha-256', 'postgres'];
  const { ok, output } = await runProgram(runtime.launcher(runtime.binaries.postgres, args), {
    timeoutMs: 60_000,
    stdin: `ALTER ROLE ${SUPERUSER} PASSWORD '${password}'\n`,
  });
  if (ok && !/^.*(ERROR|FATAL|PANIC):/m.test(output)) return;
  const said = output.replaceAll(password, '…').split('\n').slice(-3).join(' | ');
  throw new ConfigurationError(`Cannot set the password of the database in ${folder.cluster}: ${said}`);
}
