/** One thing that readiness looks at. */
export interface HealthCheck {
  readonly name: string;
  /** True: while it fails we can serve all the same, and readiness says `degraded`. */
  readonly dispensable?: true;
  /** Resolves to what is wrong, null when nothing is; at most a second. */
  check(): Promise<string | null>;
}

/** What `/readyz` says. */
export interface Readiness {
  readonly ready: boolean;
  /** Set while something fails that we can do without. */
  readonly degraded?: true;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly problem?: string }[];
}

const PATIENCE_MS = 1_000;

/** Runs every check at once; one that takes longer than a second counts as failed. */
export async function readiness(checks: readonly HealthCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check, dispensable }) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<string>((resolve) => {
        timer = setTimeout(() => resolve('no answer within a second'), PATIENCE_MS);
      });
      const problem = await Promise.race([(async () => check())().catch(() => 'failed'), late]);
      clearTimeout(timer);
      return { dispensable, result: problem === null ? { name, ok: true } : { name, ok: false, problem } };
    }),
  );
  const failing = results.filter(({ result }) => !result.ok);
  return {
    ready: failing.every(({ dispensable }) => dispensable),
    ...(failing.some(({ dispensable }) => dispensable) ? { degraded: true } : {}),
    checks: results.map(({ result }) => result),
  };
}
