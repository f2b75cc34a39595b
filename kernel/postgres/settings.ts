/**
 * Settings of the embedded server, given on its command line at every start, so that they hold for old folders too and
 * cannot be weakened by a file. A deployment that needs others runs its own server (DATABASE_URL).
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  // Reachable from this machine only, by password only: no socket in a folder that everyone may enter.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',

  // Acknowledged means on disk.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  // A guest on a developer's machine. Compiling a query costs more than our queries do.
  max_connections: '200',
  shared_buffers: '128MB',
  jit: 'off',

  // The log tells the server's life. Failed statements are reported to whoever sent them; here they would leave data
  // in a file and let a client fill the disk.
  logging_collector: 'off',
  log_destination: 'stderr',
  log_line_prefix: '%m [%p] ',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  lc_messages: 'C',
  log_timezone: 'UTC',
  timezone: 'UTC',
};

/** The server's arguments for a cluster and a port. */
export function serverArguments(cluster: string, port: number): string[] {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', cluster, '-p', String(port), ...settings];
}
