/** Ends this process in good order, with a reason on stderr and exit status 1. */
export function endBecause(reason: string): void {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}
