/** A command line and the user to run it as, ready for `spawn`. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

/** Says how a program of PostgreSQL is to be run; PostgreSQL refuses to run as root. */
export type Launcher = (program: string, args: readonly string[]) => Launch;

/** An operating-system user. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Runs as whoever we are. */
export const asMyself: Launcher = (command, args) => ({ command, args, identity: {} });

/** Runs as `account`, with none of our rights. Only root may. */
export function asAccount({ uid, gid }: Account): Launcher {
  return (command, args) => ({ command, args, identity: { uid, gid } });
}

/**
 * Runs as `account` with one capability over the file system left, through `setpriv` of util-linux, for folders that
 * only root can enter (a clone below /root). Everything else is given up, and cannot be regained by a set-uid program.
 *
 * `no_setuid_fixup` is needed beside the capability: PostgreSQL examines its binaries with access(2), for which the
 * kernel drops all capabilities of a process whose real user is not root, unless that bit is set (capabilities(7)).
 */
export function asAccountWith(capability: 'dac_read_search' | 'dac_override', { uid, gid }: Account): Launcher {
  const flags = [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    `--bounding-set=-all,+${capability}`,
    '--securebits=+no_setuid_fixup',
    '--no-new-privs',
  ];
  return (program, args) => ({ command: 'setpriv', args: [...flags, program, ...args], identity: {} });
}
